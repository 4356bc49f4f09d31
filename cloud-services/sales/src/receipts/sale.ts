/** A sale as Sales keeps and tells it. Pure: from the record's body to rows, to the event, to the summary. */
import { hash } from 'node:crypto';
import type { SaleRecorded, StockMoved } from '@comptoir/service-kit/events/sales';
import { bookedTenders } from '@comptoir/sync-protocol/records/booked-tenders';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import type { SaleSummary } from '../api.ts';
import { discountsTold, overridesTold } from './given.ts';

/** What the journal tells of a sale. */
export type Told = Readonly<{
  seq: number;
  recordId: string;
  receiptNumber: string;
  register: string;
  businessDate: string;
  bodyText: string;
  sale: SaleBody;
  traceparent?: string | undefined;
}>;

export const bodyHash = ({ bodyText }: Told): Buffer => hash('sha256', bodyText, 'buffer');

export type SoldLine = Readonly<{
  productId: string;
  sku: string;
  gtin: string | null;
  serial: string | null;
  lot: string | null;
  name: { fr: string; en: string };
  soldBy: 'piece' | 'weight';
  quantity: string;
  unitPriceMinor: number;
  discountMinor: number;
  /** Each with what its promotion is called, if one gave it. */
  discounts: readonly Readonly<{ amountMinor: number; reason?: { fr: string; en: string } }>[];
  amountMinor: number;
}>;

/** Basket, prices and texts of a line come together by the line's id. */
export function soldLines({ basket, priced, lines }: SaleBody): SoldLine[] {
  const prices = new Map(priced.lines.map((line) => [line.id, line]));
  const texts = new Map(lines.map((line) => [line.lineId, line]));
  return basket.lines.flatMap(({ id, productId, quantity }) => {
    const [price, text] = [prices.get(id), texts.get(id)];
    if (!price || !text) return [];
    return {
      productId,
      sku: text.sku,
      gtin: text.gtin ?? null,
      serial: text.serial ?? null,
      lot: text.lot ?? null,
      name: text.name,
      soldBy: text.soldBy,
      quantity,
      unitPriceMinor: price.unitPriceMinor,
      discountMinor: price.grossMinor - price.amountMinor,
      discounts: price.discounts.map(({ amountMinor, reason }) => ({
        amountMinor,
        ...(reason && { reason }),
      })),
      amountMinor: price.amountMinor,
    };
  });
}

/** Pieces counted, weighed goods as one each. */
export function itemCount({ basket, lines }: SaleBody): number {
  const weighed = new Set(lines.filter(({ soldBy }) => soldBy === 'weight').map(({ lineId }) => lineId));
  return basket.lines.reduce(
    (sum, { id, quantity }) => sum + (weighed.has(id) ? 1 : Math.round(Number(quantity))),
    0,
  );
}

/** The same kind twice is named once. */
export const tenderKinds = (tenders: readonly Tender[]): string[] => [
  ...new Set(tenders.map(({ kind }) => kind)),
];

export function summaryOf(
  { sale, receiptNumber, businessDate }: Told,
  registerId: string,
  receivedAt: Date,
): SaleSummary {
  return {
    kind: 'sale',
    id: sale.saleId,
    saleId: sale.saleId,
    receiptNumber,
    storeId: sale.storeId,
    registerId,
    cashierId: sale.cashierId,
    businessDate,
    completedAt: sale.completedAt,
    receivedAt: receivedAt.toISOString(),
    itemCount: itemCount(sale),
    total: { amountMinor: sale.priced.totalMinor, currency: sale.basket.currency },
    tenders: tenderKinds(sale.tenders),
  };
}

export function saleRecorded({ sale, receiptNumber, businessDate }: Told, registerId: string): SaleRecorded {
  const { priced, basket } = sale;
  return {
    saleId: sale.saleId,
    receiptNumber,
    storeId: sale.storeId,
    registerId,
    cashierId: sale.cashierId,
    businessDate,
    completedAt: sale.completedAt,
    channel: basket.channel,
    currency: basket.currency,
    subtotalMinor: priced.subtotalMinor,
    discountMinor: priced.discountMinor,
    taxes: priced.taxes.map(({ code, rate, baseMinor, amountMinor }) => ({
      code,
      rate,
      baseMinor,
      amountMinor,
    })),
    totalMinor: priced.totalMinor,
    cashRoundingMinor: sale.cashRoundingMinor,
    ...(basket.customer ? { customerId: basket.customer.id } : {}),
    ...(priced.promotionUses && { promotionUses: priced.promotionUses }),
    ...(priced.promotions.length > 0 ? { promotionIds: promotionIdsOf(priced) } : {}),
    ...(basket.coupons.length > 0 ? { coupons: basket.coupons } : {}),
    lines: soldLines(sale).map(({ productId, sku, quantity, unitPriceMinor, amountMinor }) => ({
      productId,
      sku,
      quantity,
      unitPriceMinor,
      amountMinor,
    })),
    tenders: bookedTenders(sale.tenders),
    ...pointsSpent(sale),
    ...discountsTold(sale),
    ...overridesTold(sale),
  };
}

/** Points are of the customer of the basket, and of nobody else. */
function pointsSpent({ tenders, basket }: SaleBody): Pick<SaleRecorded, 'pointsSpent'> {
  const spent = tenders.flatMap((tender) =>
    tender.kind === 'loyalty-points' && tender.customerId === basket.customer?.id
      ? { spendId: tender.spendId, points: tender.points, amountMinor: tender.amountMinor }
      : [],
  );
  return spent.length > 0 ? { pointsSpent: spent } : {};
}

const promotionIdsOf = ({ promotions }: SaleBody['priced']): string[] => [
  ...new Set(promotions.map(({ promotionId }) => promotionId)),
];

/** Stock is decremented once: by the movements that the record carries. A location's id is its store's. */
export const stockMoved = ({ sale, recordId }: Told): StockMoved => ({
  locationId: sale.storeId,
  recordId,
  reason: 'sale',
  at: sale.completedAt,
  movements: sale.stock.map(({ movementId, productId, quantity }) => ({ movementId, productId, quantity })),
});
