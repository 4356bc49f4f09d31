import type { CustomReport, Dimension } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CategoryField } from '../../catalogue/category-field.tsx';
import filterCss from '../../filters/filters.module.css';
import { useTaxWords } from '../../i18n/use-tax-words.ts';
import { ProductField } from '../../promotions/target-fields.tsx';
import { useCashiers } from '../../sales/use-cashiers.ts';
import { useTenderWords } from '../../sales/use-tender-words.ts';
import { dimensionsOf, subjectOf } from './choice.ts';
import { useCustomWords } from './use-custom-words.ts';

/** Only these of what the report is of: one of a kind, which is what people ask; a kept report may have several. */
export function FilterFields(props: { custom: CustomReport; onChange: (custom: CustomReport) => void }) {
  const { t } = useLingui();
  const { custom, onChange } = props;
  const { dimensions: names } = useCustomWords();
  const people = useCashiers();
  const tenders = useTenderWords();
  const taxes = useTaxWords();
  const [productName, setProductName] = useState('');
  const known = dimensionsOf(subjectOf(custom));
  const { filters } = custom;
  const chosenOf = (name: keyof typeof filters) => filters[name]?.[0] ?? '';
  const set = (name: keyof typeof filters, value: string) => {
    const { [name]: _before, ...others } = filters;
    onChange({ ...custom, filters: value === '' ? others : { ...others, [name]: [value] } });
  };
  const choice = (
    name: Dimension & keyof typeof filters,
    options: Iterable<readonly [value: string, text: string]>,
  ) =>
    known.includes(name) ? (
      <label className={filterCss.field}>
        <span>{names[name]}</span>
        <select
          value={chosenOf(name)}
          onChange={({ target }) => set(name, target.value)}
          data-testid={`filter-${name}`}
        >
          <option value="">{t`Peu importe`}</option>
          {[...options].map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    ) : null;
  const productId = chosenOf('product');
  return (
    <div className={filterCss.filters}>
      {choice('kind', [
        ['sale', t`Ventes`],
        ['return', t`Retours`],
      ])}
      {choice('cashier', people)}
      {choice(
        'hour',
        Array.from({ length: 24 }, (_, hour) => [
          String(hour).padStart(2, '0'),
          t`de ${hour} h à ${hour + 1} h`,
        ]),
      )}
      {choice('tender', Object.entries(tenders))}
      {choice('tax', Object.entries(taxes))}
      {known.includes('category') ? (
        <CategoryField
          value={chosenOf('category')}
          onChange={(categoryId) => set('category', categoryId)}
          none={t`Peu importe`}
          testId="filter-category"
        />
      ) : null}
      {known.includes('product') ? (
        <ProductField
          target={{ on: 'product', productId, name: productId === '' ? '' : productName }}
          onTarget={(target) => {
            if (target.on !== 'product') return;
            set('product', target.productId);
            setProductName(target.name);
          }}
          label={t`Produit : nom ou code`}
        />
      ) : null}
      {productId === '' ? null : (
        <button
          type="button"
          className="button"
          onClick={() => set('product', '')}
          data-testid="any-product"
        >{t`Tous les produits`}</button>
      )}
    </div>
  );
}
