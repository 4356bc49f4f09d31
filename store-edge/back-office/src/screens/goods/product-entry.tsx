import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Kept } from '../../catalogue/kept.ts';
import { type Recognised, recogniseScan, recogniseTyped } from '../../catalogue/recognise.ts';
import { useScans } from '../../keys/use-scans.ts';
import { ProductSearch } from '../zone/product-search.tsx';
import css from './goods.module.css';

type Entry = Readonly<{
  add: (product: Kept) => void;
  unknown: string | null;
  addCode: (code: string) => void;
}>;

/** Products by their scan or their code. @param onOther what a code that is no product's means here; false: nothing. */
export function useProductEntry(
  onProduct: (product: Kept) => void,
  onOther: (code: string) => boolean = () => false,
): Entry {
  const [unknown, setUnknown] = useState<string | null>(null);
  const add = (product: Kept) => {
    setUnknown(null);
    onProduct(product);
  };
  const found = (result: Recognised) => {
    if ('product' in result) add(result.product);
    else if (!onOther(result.unknown)) setUnknown(result.unknown);
  };
  useScans(async (text) => found(await recogniseScan(text)));
  return { add, unknown, addCode: async (code) => found(await recogniseTyped(code)) };
}

/** A field for what cannot be scanned: a code, or a name to pick from. */
export function ProductEntry({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const isWords = /\p{L}{2}/u.test(typed);
  return (
    <>
      <input
        className={css.input}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || typed.trim() === '') return;
          event.preventDefault();
          entry.addCode(typed.trim());
          setTyped('');
        }}
        placeholder={t`Balayez, ou tapez un code ou un nom`}
        aria-label={t`Ajouter un produit`}
        data-testid="goods-entry"
      />
      {isWords ? (
        <ProductSearch
          words={typed}
          onPick={(product) => {
            entry.add(product);
            setTyped('');
          }}
        />
      ) : null}
      {entry.unknown === null ? null : (
        <p className={css.problem} role="alert">
          <Trans>Code inconnu : {entry.unknown}</Trans>
        </p>
      )}
    </>
  );
}
