import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { byWords, type Kept } from '../../catalogue/kept.ts';
import { useTexts } from '../../i18n/use-locale.ts';
import css from './zone.module.css';

const limit = 20;

/** What cannot be scanned, by its name; in this tablet's own catalogue. */
export function ProductSearch({ words, onPick }: { words: string; onPick: (product: Kept) => void }) {
  const text = useTexts();
  const [found, setFound] = useState<readonly Kept[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void byWords(words, limit).then((products) => {
      if (isWanted) setFound(products);
    });
    return () => {
      isWanted = false;
    };
  }, [words]);
  if (found?.length === 0)
    return (
      <p className={css.empty}>
        <Trans>Aucun produit ne porte ce nom.</Trans>
      </p>
    );
  return (
    <ul className={css.found}>
      {found?.map((product) => (
        <li key={product.id}>
          <button
            type="button"
            className={css.pick}
            onClick={() => onPick(product)}
            data-testid="pick-product"
          >
            {text(product.name)}
            <span className={css.codes}>{product.sku}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
