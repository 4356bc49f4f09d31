/** What somebody did at a till that losses are looked for in: told by itself, or by the sale in which it was done. Pure. */
import type { ActRecorded, SaleRecorded } from '@comptoir/service-kit/events/sales';

export type FactAct = Readonly<{
  /** Of the record, or of the sale and its place in it: told twice, it is one. */
  id: string;
  kind: ActRecorded['kind'] | 'price-override';
  storeId: string;
  businessDate: string;
  at: string;
  registerId: string | null;
  cashierId: string | null;
  /** What was given away or taken back by it; of a leave, what it was about; 0 where no amount is told. */
  amountMinor: number;
  reason: string | null;
  /** Who gave leave. */
  by: string | null;
  /** Of the sale in which it was done, or that it took back. */
  documentId: string | null;
}>;

export const actOf = (told: ActRecorded): FactAct => ({
  id: `act/${told.recordId}`,
  kind: told.kind,
  storeId: told.storeId,
  businessDate: told.businessDate,
  at: told.at,
  registerId: told.registerId,
  cashierId: told.cashierId,
  amountMinor: told.amountMinor ?? 0,
  reason: told.reason ?? null,
  by: told.approvedBy ?? null,
  documentId: told.saleId === undefined ? null : `sale/${told.saleId}`,
});

export const overridesOf = (sale: SaleRecorded): FactAct[] =>
  (sale.priceOverrides ?? []).map(({ amountMinor, reason, by }, index) => ({
    id: `override/${sale.saleId}/${index + 1}`,
    kind: 'price-override',
    storeId: sale.storeId,
    businessDate: sale.businessDate,
    at: sale.completedAt,
    registerId: sale.registerId,
    cashierId: sale.cashierId,
    amountMinor,
    reason,
    by,
    documentId: `sale/${sale.saleId}`,
  }));
