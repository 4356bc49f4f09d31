import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CategoryField } from '../catalogue/category-field.tsx';
import filterCss from '../filters/filters.module.css';
import { useLocale } from '../i18n/use-locale.ts';
import { nameOf, useProductSearch } from '../products/use-product-search.ts';
import { AttributeTarget } from './attribute-target.tsx';
import type { Target } from './draft.ts';
import css from './promotions.module.css';

const everything: Target = { on: 'all' };

/** On what: everything, a category with all below it, or one product. @param label of the field; @param isPart everything is no part of a bundle. */
export function TargetFields({
  target,
  onTarget,
  label,
  isPart = false,
  everythingWord,
  testId = 'target',
}: {
  target: Target;
  onTarget: (target: Target) => void;
  label?: string;
  isPart?: boolean;
  /** What stands for everything, where it means nothing: `Rien`. */
  everythingWord?: string;
  testId?: string;
}) {
  const { t } = useLingui();
  return (
    <>
      <label className={filterCss.field}>
        <span>{label ?? t`Sur`}</span>
        <select
          value={target.on}
          onChange={(event) => {
            const on = event.target.value;
            if (on === 'category') onTarget({ on, categoryId: '' });
            else if (on === 'attribute') onTarget({ on, code: '', values: [] });
            else if (on === 'product') onTarget({ on, productId: '', name: '' });
            else onTarget(everything);
          }}
          data-testid={testId}
        >
          {isPart ? null : <option value="all">{everythingWord ?? t`Tout`}</option>}
          {target.on === 'kept' ? <option value="kept">{t`Comme avant`}</option> : null}
          <option value="category">{t`Une catégorie`}</option>
          <option value="attribute">{t`Un attribut`}</option>
          <option value="product">{t`Un produit`}</option>
        </select>
      </label>
      {target.on === 'category' ? (
        <CategoryField
          value={target.categoryId}
          onChange={(categoryId) => onTarget({ on: 'category', categoryId })}
          testId="category"
        />
      ) : null}
      {target.on === 'attribute' ? <AttributeTarget target={target} onTarget={onTarget} /> : null}
      {target.on === 'product' ? (
        <ProductField target={target} onTarget={onTarget} label={t`Produit : nom ou code`} />
      ) : null}
    </>
  );
}

export function ProductField({
  target: { productId, name },
  onTarget,
  label,
}: {
  target: Extract<Target, { on: 'product' }>;
  onTarget: (target: Target) => void;
  label: string;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const [text, setText] = useState('');
  const found = useProductSearch(text).data?.items ?? [];
  return (
    <div className={filterCss.field}>
      <label className={filterCss.field}>
        <span>{label}</span>
        <input
          type="search"
          value={text}
          placeholder={name === '' && productId !== '' ? t`Déjà choisi` : name}
          onChange={({ target }) => setText(target.value)}
          data-testid="product-text"
        />
      </label>
      {text === '' ? null : (
        <ul className={css.found}>
          {found.slice(0, 5).map((product) => (
            <li key={product.id}>
              <button
                type="button"
                className="button"
                onClick={() => {
                  onTarget({ on: 'product', productId: product.id, name: nameOf(product, locale) });
                  setText('');
                }}
                data-testid="product-found"
              >
                {nameOf(product, locale)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
