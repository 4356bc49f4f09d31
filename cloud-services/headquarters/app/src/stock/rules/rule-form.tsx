import type { StockRule } from '@comptoir/inventory/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filterCss from '../../filters/filters.module.css';
import { useLocale } from '../../i18n/use-locale.ts';
import { nameOf } from '../../products/use-product-search.ts';
import { ProductPicker } from '../lines/product-picker.tsx';
import { PlaceField } from '../place-field.tsx';
import { quantityOf } from '../quantity-text.ts';

const daysMax = 365;

export function RuleForm(props: {
  isBusy: boolean;
  onWrite: (rule: StockRule) => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const [product, setProduct] = useState<{ id: string; name: string } | null>(null);
  const [locationId, setLocationId] = useState('');
  const [typed, setTyped] = useState({ safety: '', reorder: '', lead: '', supply: '' });
  const quantity = (text: string) => (text.trim() === '' ? null : (quantityOf(text) ?? undefined));
  const days = (text: string) => {
    if (text.trim() === '') return null;
    return /^\d{1,3}$/.test(text.trim()) && Number(text) <= daysMax ? Number(text) : undefined;
  };
  const [safetyStock, reorderPoint] = [quantity(typed.safety), quantity(typed.reorder)];
  const [leadTimeDays, supplyDays] = [days(typed.lead), days(typed.supply)];
  const isGood =
    safetyStock !== undefined &&
    reorderPoint !== undefined &&
    leadTimeDays !== undefined &&
    supplyDays !== undefined &&
    [safetyStock, reorderPoint, leadTimeDays, supplyDays].some((figure) => figure !== null);
  const field = (label: string, name: keyof typeof typed, isWrong: boolean) => (
    <label className={filterCss.field}>
      <span>{label}</span>
      <input
        inputMode="decimal"
        value={typed[name]}
        aria-invalid={isWrong}
        onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
        data-testid={`rule-${name}`}
      />
    </label>
  );
  return (
    <form
      className="sheet form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isGood) return;
        props.onWrite({
          ...{ locationId: locationId || '*', productId: product?.id ?? '*' },
          ...{ safetyStock, reorderPoint, leadTimeDays, supplyDays },
        });
      }}
    >
      {product ? (
        <p>
          {product.name}{' '}
          <button
            type="button"
            className="button"
            onClick={() => setProduct(null)}
          >{t`Tous les produits`}</button>
        </p>
      ) : (
        <>
          <p className="muted">{t`Vaut pour tous les produits, tant que vous n’en choisissez pas un.`}</p>
          <ProductPicker onPick={(picked) => setProduct({ id: picked.id, name: nameOf(picked, locale) })} />
        </>
      )}
      <div className="fields">
        <PlaceField label={t`Lieu`} value={locationId} onChange={setLocationId} anyWord={t`Tous les lieux`} />
        {field(t`Gardé en réserve`, 'safety', safetyStock === undefined)}
        {field(t`Bas à partir de`, 'reorder', reorderPoint === undefined)}
        {field(t`Délai, en jours`, 'lead', leadTimeDays === undefined)}
        {field(t`Durée visée, en jours`, 'supply', supplyDays === undefined)}
      </div>
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={props.isBusy || !isGood}
          data-testid="rule-write"
        >{t`Garder la règle`}</button>
        <button type="button" className="button" onClick={props.onClose}>{t`Abandonner`}</button>
      </div>
    </form>
  );
}
