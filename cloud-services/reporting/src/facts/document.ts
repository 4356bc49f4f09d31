/**
 * What a sale, a return or an order comes to, as Reporting keeps it. Pure: from an event to a document of facts, whose amounts and
 * quantities are signed: what was given back is negative, so that everything adds up.
 */
import { derivedId } from '@comptoir/service-kit/events/append';
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
  /** The order that a refund is of, the sale that a return is of; null of the others, and of goods without a receipt. */
  originId: string | null;
  /** See `customerKeyOf`. */
  customerKey: string | null;
  /** Why it came back, where that was told. */
  reason: string | null;
  /** After discounts; before taxes, where a store adds them. */
  subtotalMinor: number;
  discountMinor: number;
  deliveryMinor: number;
  roundingMinor: number;
  totalMinor: number;
  lines: readonly Readonly<{ productId: string; sku: string; quantity: string; amountMinor: number }>[];
  taxes: readonly (CodedAmount & Readonly<{ rate?: string | undefined; baseMinor?: number | undefined }>)[];
  tenders: readonly CodedAmount[];
  /** What took something off, positive. */
  discounts: readonly Readonly<{
    source: string;
    amountMinor: number;
    reason: string | null;
    by: string | null;
  }>[];
}>;
type CodedAmount = Readonly<{ code: string; amountMinor: number }>;

/**
 * What no tax was on, of what the document came to before taxes: zero-rated or exempt, nobody tells which. Rates of one tax are on
 * different goods, and two taxes mostly on the same: the tax that is on the most says what was taxed at all. One of which that was not
 * told was on all of it.
 */
export function untaxedOf({
  subtotalMinor,
  deliveryMinor,
  taxes,
}: Pick<FactDocument, 'subtotalMinor' | 'deliveryMinor' | 'taxes'>): number {
  const netMinor = subtotalMinor + deliveryMinor;
  const sign = netMinor < 0 ? -1 : 1;
  const taxedMinor = new Map<string, number>();
  for (const { code, baseMinor = netMinor } of taxes)
    taxedMinor.set(code, (taxedMinor.get(code) ?? 0) + sign * baseMinor);
  return sign * Math.max(0, sign * netMinor - Math.max(0, ...taxedMinor.values())) + 0;
}

/** One currency in all figures: amounts of another would add up to nonsense. */
export const reportCurrency = 'CAD';

/**
 * Who bought, as a number that stands for nobody: enough to see that the same customer came again. It cannot be turned back into
 * the customer's id, and once Customer has forgotten that id nothing leads from one to the other.
 */
const customerKeyOf = (customerId: string | null | undefined) =>
  customerId == null ? null : derivedId('reporting.customer', customerId);

const discountsOf = (told: SaleRecorded['discounts'] = []) =>
  told.map(({ source, amountMinor, reason = null, by = null }) => ({ source, amountMinor, reason, by }));

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
    originId: null,
    customerKey: customerKeyOf(sale.customerId),
    reason: null,
    subtotalMinor: sale.subtotalMinor,
    discountMinor: sale.discountMinor,
    deliveryMinor: 0,
    roundingMinor: sale.cashRoundingMinor,
    totalMinor: sale.totalMinor,
    lines: sale.lines,
    taxes: sale.taxes,
    tenders: sale.tenders.map(tenderOf),
    discounts: discountsOf(sale.discounts),
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
    originId: given.saleId,
    customerKey: customerKeyOf(given.customerId),
    reason: given.reason ?? null,
    subtotalMinor: given.subtotalMinor,
    discountMinor: 0,
    deliveryMinor: 0,
    roundingMinor: given.cashRoundingMinor,
    totalMinor: given.totalMinor,
    lines: given.lines,
    taxes: given.taxes,
    tenders: given.tenders.map(tenderOf),
    discounts: [],
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
    originId: null,
    customerKey: customerKeyOf(order.customerId),
    reason: null,
    subtotalMinor: order.subtotalMinor,
    discountMinor: order.discountMinor,
    deliveryMinor: order.deliveryMinor,
    roundingMinor: 0,
    totalMinor: order.totalMinor,
    lines: order.lines,
    taxes: order.taxes,
    tenders: order.payments.map(paymentOf),
    discounts: discountsOf(order.discounts),
  };
}

/**
 * An amount that is of no line is less for the goods: an allowance. Of events that do not tell delivery, what goes back beyond lines and
 * taxes is delivery.
 */
export function documentOfRefund(refund: OrderRefunded): FactDocument {
  requireCurrency(refund.currency);
  const beforeTaxMinor = refund.amountMinor - sum(refund.taxes);
  const deliveryMinor = refund.deliveryMinor ?? beforeTaxMinor - sum(refund.lines);
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
    originId: refund.orderId,
    customerKey: customerKeyOf(refund.customerId),
    reason: refund.reason ?? null,
    subtotalMinor: beforeTaxMinor - deliveryMinor,
    discountMinor: 0,
    deliveryMinor,
    roundingMinor: 0,
    totalMinor: refund.amountMinor,
    lines: refund.lines,
    taxes: refund.taxes,
    tenders: refund.payments.map(paymentOf),
    discounts: [],
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
  taxes: document.taxes.map(({ baseMinor, ...tax }) => ({
    ...negatedAmount(tax),
    ...(baseMinor === undefined ? {} : { baseMinor: minus(baseMinor) }),
  })),
  tenders: document.tenders.map(negatedAmount),
});

const negatedQuantity = (quantity: string) =>
  quantity.startsWith('-') ? quantity.slice(1) : /^0(\.0+)?$/.test(quantity) ? quantity : `-${quantity}`;
