import { Amount } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLayoutEffect, useRef } from 'react';
import { nameOf } from '../../../i18n/names.ts';
import { shortGtin } from '../../../sale/recognise.ts';
import { catalogue } from '../../../till/context.ts';
import { addProduct } from '../../../till/selling.ts';
import { useTill } from '../../../till/store.ts';
import { useLocale } from '../../use-locale.ts';
import { Picture } from './picture.tsx';
import css from './search-results.module.css';

/** Results as fast as the letters: the best one chosen, Enter adds it. */
export function SearchResults() {
  const { t } = useLingui();
  const locale = useLocale();
  const { ids, selected } = useTill((state) => state.results);
  const text = useTill((state) => state.entry.text);
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a move of the choice is what brings its row into view.
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  if (ids.length === 0) {
    return (
      <p className={css.empty} data-testid="no-results">
        {text.trim() === '' ? (
          <Trans>Tapez le nom de l’article, en tout ou en partie, avec ou sans accents.</Trans>
        ) : (
          <Trans>Aucun article ne répond à « {text} ». Essayez un autre mot.</Trans>
        )}
      </p>
    );
  }
  return (
    <ul className={css.results} ref={list} aria-label={t`Articles trouvés`} data-testid="results">
      {ids.map((id, index) => {
        const product = catalogue.get(id);
        if (!product) return null;
        const name = nameOf(product, locale);
        const gtin = product.gtins[0];
        return (
          <li key={id}>
            <button
              type="button"
              className={css.result}
              aria-pressed={index === selected}
              onClick={() => addProduct(id)}
              data-testid={`result-${product.sku}`}
            >
              <Picture url={product.imageUrl} name={name} size={48} />
              <span className={css.words}>
                <span className={css.name}>{name}</span>
                <span className={css.code}>{gtin === undefined ? product.sku : shortGtin(gtin)}</span>
              </span>
              <span className={css.price}>
                <Amount amountMinor={product.unitPriceMinor} locale={locale} />
                {product.soldBy === 'weight' ? '\u00a0/\u00a0kg' : null}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
