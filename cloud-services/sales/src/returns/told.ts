/** A return as Sales keeps and tells it. Pure: from the record's body to rows and events. */
import { hash } from 'node:crypto';
import { derivedId, type NewEvent } from '@comptoir/service-kit';
import type { ReturnRecorded, StockMoved } from '@comptoir/service-kit/events/sales';
import type { ReturnBody } from '@comptoir/sync-protocol/records/return-body';

/** What the journal tells of a return. */
export type ReturnTold = Readonly<{
  seq: number;
  recordId: string;
  receiptNumber: string;
  register: string;
  businessDate: string;
  bodyText: string;
  back: ReturnBody;
  traceparent?: string | undefined;
}>;

export const bodyHash = ({ bodyText }: ReturnTold): Buffer => hash('sha256', bodyText, 'buffer');

/** Pieces counted, weighed goods as one each. */
export const itemCount = ({ lines }: ReturnBody): number =>
  lines.reduce(
    (sum, { soldBy, quantity }) => sum + (soldBy === 'weight' ? 1 : Math.round(Number(quantity))),
    0,
  );

/** Ids derive from the record's, so a replay makes the same events. */
export function eventsOf(told: ReturnTold, registerId: string, customerId: string | null): NewEvent[] {
  const { recordId, back, traceparent = null } = told;
  const event = (type: string, data: unknown): NewEvent => ({
    id: derivedId(type, recordId),
    type,
    key: back.storeId,
    data,
    traceparent,
  });
  const recorded = event('return.recorded', returnRecorded(told, registerId, customerId));
  return back.stock.length === 0 ? [recorded] : [recorded, event('stock.moved', stockMoved(told))];
}

const returnRecorded = (
  { receiptNumber, businessDate, back }: ReturnTold,
  registerId: string,
  customerId: string | null,
): ReturnRecorded => ({
  returnId: back.returnId,
  saleId: back.original?.saleId ?? null,
  receiptNumber,
  storeId: back.storeId,
  registerId,
  cashierId: back.cashierId,
  businessDate,
  completedAt: back.completedAt,
  channel: 'pos',
  currency: back.currency,
  reason: back.reason,
  subtotalMinor: back.subtotalMinor,
  taxes: back.taxes.map(({ code, rate, baseMinor, amountMinor }) => ({
    code,
    rate,
    baseMinor,
    amountMinor,
  })),
  totalMinor: back.totalMinor,
  cashRoundingMinor: back.cashRoundingMinor,
  ...(customerId === null ? {} : { customerId }),
  lines: back.lines.map(({ productId, sku, quantity, amountMinor }) => ({
    productId,
    sku,
    quantity,
    amountMinor,
  })),
  tenders: back.refunds.map(({ kind, amountMinor }) => ({ kind, amountMinor })),
  ...pointsGivenBack(back),
});

function pointsGivenBack({ refunds }: ReturnBody): Pick<ReturnRecorded, 'pointsGivenBack'> {
  const back = refunds.find((refund) => refund.kind === 'loyalty-points');
  if (!back) return {};
  const { customerId, points, amountMinor } = back;
  return { pointsGivenBack: { customerId, points, amountMinor } };
}

const stockMoved = ({ recordId, back }: ReturnTold): StockMoved => ({
  locationId: back.storeId,
  recordId,
  reason: 'return',
  at: back.completedAt,
  movements: back.stock.map(({ movementId, productId, quantity }) => ({ movementId, productId, quantity })),
});
