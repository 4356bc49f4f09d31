import { useLingui } from '@lingui/react/macro';
import css from './filters.module.css';
import type { Filters } from './use-filters.ts';
import { useStores } from './use-stores.ts';

/** Which stores and which channel. */
export function ScopeFields(props: {
  filters: Filters;
  onChange: (name: string, value: string | null) => void;
}) {
  const { t } = useLingui();
  const { filters, onChange } = props;
  const stores = useStores();
  return (
    <>
      <label className={css.field}>
        <span>{t`Magasin`}</span>
        <select
          value={filters.storeId ?? ''}
          onChange={(event) => onChange('store', event.target.value || null)}
          data-testid="store-filter"
        >
          <option value="">{t`Tous les magasins`}</option>
          {stores.map((store) => (
            <option key={store.storeId} value={store.storeId}>
              {store.name}
            </option>
          ))}
        </select>
      </label>
      <label className={css.field}>
        <span>{t`Canal`}</span>
        <select
          value={filters.channel ?? ''}
          onChange={(event) => onChange('channel', event.target.value || null)}
          data-testid="channel-filter"
        >
          <option value="">{t`Les deux canaux`}</option>
          <option value="pos">{t`Magasins`}</option>
          <option value="web">{t`Boutique en ligne`}</option>
        </select>
      </label>
    </>
  );
}
