import { useLingui } from '@lingui/react/macro';
import filters from '../filters/filters.module.css';
import { useLocale } from '../i18n/use-locale.ts';
import { useCategories, useRules } from '../promotions/use-promotions.ts';
import { nameIn } from './name-in.ts';

const indent = '\u00a0\u00a0';

/** One category of the tree. @param none what stands for no choice; without it, one must be chosen. */
export function CategoryField(props: {
  value: string;
  onChange: (categoryId: string) => void;
  none?: string;
  testId?: string;
}) {
  const { t } = useLingui();
  const { value, onChange, none, testId = 'product-category' } = props;
  const locale = useLocale();
  const categories = useCategories().data ?? [];
  return (
    <label className={filters.field}>
      <span>{t`Catégorie`}</span>
      <select
        value={value}
        required={none === undefined}
        onChange={(event) => onChange(event.target.value)}
        data-testid={testId}
      >
        {none !== undefined || value === '' ? <option value="">{none ?? t`Choisissez`}</option> : null}
        {categories.map(({ id, name, depth }) => (
          <option key={id} value={id}>
            {indent.repeat(depth) + nameIn(name, locale)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function TaxField(props: { value: string; onChange: (taxCategory: string) => void }) {
  const { t } = useLingui();
  const taxes = [...new Set(useRules().data?.treatments.map(({ category }) => category))];
  return (
    <label className={filters.field}>
      <span>{t`Catégorie de taxe`}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {taxes.map((category) => (
          <option key={category}>{category}</option>
        ))}
      </select>
    </label>
  );
}
