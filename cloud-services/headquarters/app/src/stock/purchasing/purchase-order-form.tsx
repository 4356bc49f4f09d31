import type { PurchaseOrder, PurchaseOrderRequest } from '@comptoir/inventory/api';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import filterCss from '../../filters/filters.module.css';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { type DraftLine, isWhole, LinesForm } from '../lines/lines-form.tsx';
import { nameIn } from '../name-of.ts';
import { PlaceField } from '../place-field.tsx';
import { quantityOf, typedOf } from '../quantity-text.ts';

const supplierMax = 80;

/** @param changed the draft that is changed; absent: a new one. */
export function PurchaseOrderForm({ changed, onClose }: { changed?: PurchaseOrder; onClose: () => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(() => changed?.purchaseOrderId ?? crypto.randomUUID());
  const [locationId, setLocationId] = useState(changed?.locationId ?? '');
  const [supplierName, setSupplierName] = useState(changed?.supplierName ?? '');
  const [expectedOn, setExpectedOn] = useState(changed?.expectedOn ?? '');
  const [lines, setLines] = useState<readonly DraftLine[]>(() =>
    (changed?.lines ?? []).map((line) => ({
      productId: line.productId,
      name: nameIn(line, locale),
      quantity: typedOf(line.ordered, locale),
      unitCostMinor: line.unitCostMinor,
    })),
  );
  const write = useMutation({
    mutationFn: () =>
      gateway.send<PurchaseOrder>('PUT', `/api/v1/inventory/purchase-orders/${id}`, {
        ...{ locationId, supplierName },
        ...(expectedOn ? { expectedOn } : {}),
        ...(changed?.note ? { note: changed.note } : {}),
        lines: lines.map(({ productId, quantity, unitCostMinor }) => ({
          ...{ productId, ordered: quantityOf(quantity) ?? '0', unitCostMinor: unitCostMinor ?? 0 },
        })),
      } satisfies PurchaseOrderRequest),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['inventory'] });
      onClose();
      navigate(`/stock/purchase-orders/${id}`);
    },
  });
  return (
    <form
      className="sheet form"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate();
      }}
    >
      <div className="fields">
        <label className={filterCss.field}>
          <span>{t`Fournisseur`}</span>
          <input
            value={supplierName}
            required
            maxLength={supplierMax}
            onChange={({ target }) => setSupplierName(target.value)}
            data-testid="supplier"
          />
        </label>
        <PlaceField
          label={t`Livrée à`}
          value={locationId}
          onChange={setLocationId}
          testId="purchase-order-place"
        />
        <label className={filterCss.field}>
          <span>{t`Attendue le (facultatif)`}</span>
          <input type="date" value={expectedOn} onChange={({ target }) => setExpectedOn(target.value)} />
        </label>
      </div>
      <LinesForm lines={lines} onLines={setLines} withCost />
      {write.error ? <FaultMessage fault={write.error} /> : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={write.isPending || !locationId || !supplierName.trim() || !isWhole(lines, true)}
          data-testid="purchase-order-write"
        >{t`Garder le brouillon`}</button>
        <button type="button" className="button" onClick={onClose}>{t`Abandonner`}</button>
      </div>
    </form>
  );
}
