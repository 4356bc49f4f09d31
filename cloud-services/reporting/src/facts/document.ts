/**
 * What a sale, a return or an order comes to, as Reporting keeps it. Pure: from an event to a document of facts, whose amounts and
 * quantities are signed: what was given back is negative, so that everything adds up.
 */
import type { OrderConfirmed, OrderRefunded } from '@comptoir/service-kit/events/order';
import type { ReturnRecorded, SaleRecorded } from '@comptoir/service-kit/events/sales';

export type FactDocument = Readonly<{
  /** `sale/<id>`, `order/<id>` …: told twice, it is one. */
  id: string;
  kind: 'sale' | 'return';
  channel: 'pos' | 'web';
  /** Where it was sold; of an order, where it is prepared. */
  storeId: string;
  businessDate: string;
  at: string;
  registerId: string | null;
  cashierId: string | null;
  /** Receipt or order number. */
  number: string;
  /** After discounts; before taxes, where a store adds them. */
  subtotalMinor: number;
  discountMinor: number;
  deliveryMinor: number;
  roundingMinor: number;
  totalMinor: number;
  lines: readonly Readonly<{ productId: string; sku: string; quantity: string; amountMinor: number }>[];
  taxes: readonly CodedAmount[];
  tenders: readonly CodedAmount[];
}>;
type CodedAmount = Readonly<{ code: string; amountMinor: number }>;

/** One currency in all figures: amounts of another would add up to nonsense. */
export const reportCurrency = 'CAD';

const tenderOf = ({ kind, amountMinor }: { kind: string; amountMinor: number }) => ({
  code: kind,
  amountMinor,
});

const paymentOf = ({ provider, amountMinor }: { provider: string; amountMinor: number }) => ({
  code: provider,
  amountMinor,
});

export function documentOfSale(sale: SaleRecorded): FactDocument {
  requireCurrency(sale.currency);
  return {
    id: `sale/${sale.saleId}`,
    kind: 'sale',
    channel: sale.channel,
    storeId: sale.storeId,
    businessDate: sale.businessDate,
    at: sale.completedAt,
    registerId: sale.registerId,
    cashierId: sale.cashierId,
    number: sale.receiptNumber,
    subtotalMinor: sale.subtotalMinor,
    discountMinor: sale.discountMinor,
    deliveryMinor: 0,
    roundingMinor: sale.cashRoundingMinor,
    totalMinor: sale.totalMinor,
    lines: sale.lines,
    taxes: sale.taxes,
    tenders: sale.tenders.map(tenderOf),
  };
}

export function documentOfReturn(given: ReturnRecorded): FactDocument {
  requireCurrency(given.currency);
  return negated({
    id: `return/${given.returnId}`,
    kind: 'return',
    channel: given.channel,
    storeId: given.storeId,
    businessDate: given.businessDate,
    at: given.completedAt,
    registerId: given.registerId,
    cashierId: given.cashierId,
    number: given.receiptNumber,
    subtotalMinor: given.subtotalMinor,
    discountMinor: 0,
    deliveryMinor: 0,
    roundingMinor: given.cashRoundingMinor,
    totalMinor: given.totalMinor,
    lines: given.lines,
    taxes: given.taxes,
    tenders: given.tenders.map(tenderOf),
  });
}

export function documentOfOrder(order: OrderConfirmed): FactDocument {
  requireCurrency(order.currency);
  return {
    id: `order/${order.orderId}`,
    kind: 'sale',
    channel: 'web',
    storeId: order.locationId,
    businessDate: order.businessDate,
    at: order.confirmedAt,
    registerId: null,
    cashierId: null,
    number: order.number,
    subtotalMinor: order.subtotalMinor,
    discountMinor: order.discountMinor,
    deliveryMinor: order.deliveryMinor,
    roundingMinor: 0,
    totalMinor: order.totalMinor,
    lines: order.lines,
    taxes: order.taxes,
    tenders: order.payments.map(paymentOf),
  };
}

/** What a refund gives back beyond lines and taxes is delivery. */
export function documentOfRefund(refund: OrderRefunded): FactDocument {
  requireCurrency(refund.currency);
  const subtotalMinor = sum(refund.lines);
  return negated({
    id: `refund/${refund.refundId}`,
    kind: 'return',
    channel: 'web',
    storeId: refund.locationId,
    businessDate: refund.businessDate,
    at: refund.at,
    registerId: null,
    cashierId: null,
    number: refund.number,
    subtotalMinor,
    discountMinor: 0,
    deliveryMinor: refund.amountMinor - subtotalMinor - sum(refund.taxes),
    roundingMinor: 0,
    totalMinor: refund.amountMinor,
    lines: refund.lines,
    taxes: refund.taxes,
    tenders: refund.payments.map(paymentOf),
  });
}

const sum = (rows: readonly { amountMinor: number }[]) => rows.reduce((all, row) => all + row.amountMinor, 0);

function requireCurrency(currency: string): void {
  if (currency !== reportCurrency)
    throw new Error(`an amount in ${currency} cannot be added to figures in ${reportCurrency}`);
}

/** `0 - x`, since `-0` would be another value than `0`. */
const minus = (amountMinor: number) => 0 - amountMinor;
const negatedAmount = <T extends { amountMinor: number }>(row: T): T => ({
  ...row,
  amountMinor: minus(row.amountMinor),
});

const negated = (document: FactDocument): FactDocument => ({
  ...document,
  subtotalMinor: minus(document.subtotalMinor),
  discountMinor: minus(document.discountMinor),
  deliveryMinor: minus(document.deliveryMinor),
  roundingMinor: minus(document.roundingMinor),
  totalMinor: minus(document.totalMinor),
  lines: document.lines.map((line) => ({ ...negatedAmount(line), quantity: negatedQuantity(line.quantity) })),
  taxes: document.taxes.map(negatedAmount),
  tenders: document.tenders.map(negatedAmount),
});

const negatedQuantity = (quantity: string) =>
  quantity.startsWith('-') ? quantity.slice(1) : /^0(\.0+)?$/.test(quantity) ? quantity : `-${quantity}`;
