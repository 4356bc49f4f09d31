import { useLingui } from '@lingui/react/macro';
import { useDeferredValue, useState } from 'react';
import filterCss from '../../filters/filters.module.css';
import { useLocale } from '../../i18n/use-locale.ts';
import { type ListedProduct, nameOf, useProductSearch } from '../../products/use-product-search.ts';
import css from '../stock.module.css';

const shownMax = 6;

/** Finds a product by name, number or barcode; Enter takes the first. */
export function ProductPicker(props: {
  onPick: (product: ListedProduct) => void;
  without?: readonly string[];
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const found = useProductSearch(asked);
  const taken = new Set(props.without);
  const items = asked ? (found.data?.items ?? []).filter(({ id }) => !taken.has(id)).slice(0, shownMax) : [];
  const pick = (product: ListedProduct) => {
    props.onPick(product);
    setText('');
  };
  return (
    <div>
      <label className={filterCss.field}>
        <span>{t`Ajouter un produit : nom, code ou code-barres`}</span>
        <input
          type="search"
          value={text}
          autoComplete="off"
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            const [first] = items;
            if (first) pick(first);
          }}
          data-testid="pick-product"
        />
      </label>
      {items.length > 0 ? (
        <ul className={css.found}>
          {items.map((product) => (
            <li key={product.id}>
              <button type="button" onClick={() => pick(product)} data-testid="picked-product">
                {nameOf(product, locale)} <span className="muted">{product.sku}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
