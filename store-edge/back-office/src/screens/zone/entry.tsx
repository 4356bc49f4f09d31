import type { StockSheet } from '@comptoir/edge-agent/back-office/api';
import { formatNumber, Keypad, type KeypadKey } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import type { Kept } from '../../catalogue/kept.ts';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import type { Notice } from './notice.ts';
import { ProductSearch } from './product-search.tsx';
import css from './zone.module.css';

/** The product that is being counted, how many so far, and the field in which digits set. */
export function Entry(props: {
  product: Kept | undefined;
  quantity: string | undefined;
  notice: Notice | null;
  typed: string;
  onTyping: (text: string) => void;
  onSubmit: () => void;
  onProduct: (product: Kept) => void;
  isOpen: boolean;
  isBlind: boolean;
}) {
  const { product, quantity, notice, typed, onTyping, onSubmit, onProduct, isOpen, isBlind } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const text = useTexts();
  const press = (key: KeypadKey) => {
    if (key === 'enter') onSubmit();
    else if (key === 'backspace') onTyping(typed.slice(0, -1));
    else if (key === 'decimal') onTyping(typed + (locale === 'fr-CA' ? ',' : '.'));
    else if (key !== 'multiply') onTyping(typed + key);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onSubmit();
  };
  const isWords = /\p{L}{2}/u.test(typed);
  return (
    <section className={css.entry} aria-label={t`Compte en cours`}>
      <div className={css.now} aria-live="polite">
        {product ? (
          <>
            <p className={css.product} data-testid="current-product">
              {text(product.name)}
            </p>
            <p className={css.codes}>{product.sku}</p>
            <p className={css.figure} data-testid="current-quantity" data-quantity={quantity ?? ''}>
              {quantity === undefined ? '—' : formatNumber(quantity, locale)}
              {product.soldBy === 'weight' ? <span className={css.unit}> kg</span> : null}
            </p>
            {isBlind ? null : <Expected productId={product.id} />}
          </>
        ) : (
          <p className={css.empty}>
            <Trans>Balayez un produit. Chaque balayage en ajoute un; des chiffres fixent la quantité.</Trans>
          </p>
        )}
        {notice ? <NoticeLine notice={notice} /> : null}
      </div>
      <div className={css.typing}>
        <input
          className={css.field}
          value={typed}
          onChange={(event) => onTyping(event.target.value)}
          onKeyDown={onKey}
          inputMode="search"
          enterKeyHint="done"
          placeholder={t`Quantité, code ou nom`}
          aria-label={t`Quantité, code ou nom`}
          disabled={!isOpen}
          data-testid="count-entry"
        />
        {isWords ? (
          <ProductSearch words={typed} onPick={onProduct} />
        ) : (
          <Keypad
            layout="money"
            decimalMark={locale === 'fr-CA' ? ',' : '.'}
            words={{
              keypad: t`Pavé numérique`,
              backspace: t`Effacer`,
              multiply: t`Quantité`,
              enter: t`Fixer`,
            }}
            onKey={press}
            enterTone="primary"
            disabled={!isOpen}
          />
        )}
      </div>
    </section>
  );
}

/** What the books say now, of the whole store; unknown while the store's server is out of reach. */
function Expected({ productId }: { productId: string }) {
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['stock-sheet', productId],
    queryFn: () => ask<StockSheet>('GET', `/stock/${productId}`),
  });
  const onHand = data ? formatNumber(data.onHand, locale) : '—';
  return (
    <p className={css.codes} data-testid="expected">
      <Trans>Selon les livres : {onHand}</Trans>
    </p>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  return (
    <p className={css.notice} role="alert" data-testid="count-notice">
      {notice.is === 'unknown' ? (
        <Trans>Code inconnu : {notice.code}</Trans>
      ) : (
        <Trans>« {notice.typed} » n’est pas une quantité. De 0 à 99 999, sans fraction pour une pièce.</Trans>
      )}
    </p>
  );
}
