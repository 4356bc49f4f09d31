/** Sales, returns, orders and refunds as their producers tell them: always adding up, otherwise of any kind. */
import { derivedId, type NewEvent } from '@comptoir/service-kit/events/append';
import type { OrderConfirmed, OrderRefunded } from '@comptoir/service-kit/events/order';
import type { ActRecorded, ReturnRecorded, SaleRecorded } from '@comptoir/service-kit/events/sales';

export const stores = [
  { id: 'store-mtl', code: 'MTL01', name: 'Montréal', timeZone: 'America/Toronto' },
  { id: 'store-nfl', code: 'NFL01', name: 'St. John’s', timeZone: 'America/St_Johns' },
] as const;

const taxesOf = (subtotalMinor: number) => [
  { code: 'GST', amountMinor: Math.round(subtotalMinor * 0.05) },
  { code: 'QST', amountMinor: Math.round(subtotalMinor * 0.09975) },
];
const sum = (rows: readonly { amountMinor: number }[]) => rows.reduce((all, row) => all + row.amountMinor, 0);
const uuid = (kind: string, n: number) => derivedId(kind, String(n));

const linesOf = (n: number) =>
  Array.from({ length: 1 + (n % 3) }, (_, index) => {
    // Now and then an article is scanned twice, not one after the other.
    const product = (n * 7 + (n % 9 === 8 ? index % 2 : index) * 3) % 12;
    const quantity = 1 + ((n + index) % 2);
    return {
      productId: `p-${product}`,
      sku: `SKU-${product}`,
      quantity: String(quantity),
      unitPriceMinor: 100 + product * 37,
      amountMinor: quantity * (100 + product * 37),
    };
  });

/** `n` names the sale; every value derives from it. Days run from 2026-11-10 to 2026-11-24. */
export const dayOf = (n: number) => `2026-11-${String(10 + (n % 15)).padStart(2, '0')}`;
const momentOf = (n: number) =>
  `${dayOf(n)}T${String(13 + (n % 8)).padStart(2, '0')}:${String((n * 7) % 60).padStart(2, '0')}:00.000Z`;

const discountsOf50 = [
  { source: 'promotion/autumn', amountMinor: 30 },
  { source: 'manual-line', amountMinor: 20, reason: 'scratched', by: 'u-martin' },
];

export function sale(n: number): SaleRecorded {
  const lines = linesOf(n);
  const subtotalMinor = sum(lines);
  const taxes = taxesOf(subtotalMinor);
  const totalMinor = subtotalMinor + sum(taxes);
  const isCash = n % 2 === 0;
  const rounded = isCash ? Math.round(totalMinor / 5) * 5 : totalMinor;
  const split = n % 5 === 0 ? Math.min(500, rounded) : 0;
  return {
    saleId: uuid('sale', n),
    receiptNumber: `012-1-TEST-${String(n).padStart(6, '0')}`,
    storeId: stores[n % 2]?.id ?? '',
    registerId: 'register-1',
    cashierId: `cashier-${n % 3}`,
    businessDate: dayOf(n),
    completedAt: momentOf(n),
    channel: 'pos',
    currency: 'CAD',
    subtotalMinor,
    discountMinor: n % 4 === 0 ? 50 : 0,
    ...(n % 4 === 0 ? { discounts: discountsOf50 } : {}),
    ...(n % 3 === 0 ? { customerId: `customer-${n % 4}` } : {}),
    ...(n % 7 === 0
      ? { priceOverrides: [{ productId: 'p-1', amountMinor: 120, reason: 'last one', by: 'u-martin' }] }
      : {}),
    taxes,
    totalMinor,
    cashRoundingMinor: rounded - totalMinor,
    lines,
    tenders: [
      ...(split ? [{ kind: 'card', amountMinor: split }] : []),
      { kind: isCash ? 'cash' : 'card', amountMinor: rounded - split },
    ],
  };
}

export function givenBack(n: number): ReturnRecorded {
  const { saleId, subtotalMinor, taxes, totalMinor, lines, cashRoundingMinor, tenders, ...rest } = sale(n);
  const { discountMinor: _none, discounts: _given, priceOverrides: _changed, ...told } = rest;
  return {
    ...told,
    returnId: uuid('return', n),
    saleId,
    reason: n % 4 === 0 ? 'defective' : 'changed-mind',
    subtotalMinor,
    taxes,
    totalMinor,
    cashRoundingMinor,
    lines: lines.map(({ productId, sku, quantity, amountMinor }) => ({
      productId,
      sku,
      quantity,
      amountMinor,
    })),
    tenders,
  };
}

/** Drawers opened without a sale, and leave that was given. */
export function act(n: number): ActRecorded {
  const { storeId, registerId, cashierId, businessDate, completedAt: at } = sale(n);
  const common = { recordId: uuid('act', n), storeId, registerId, cashierId, businessDate, at };
  return n % 2 === 0
    ? { ...common, kind: 'no-sale' }
    : { ...common, kind: 'approval', amountMinor: 900, reason: 'paid-out', approvedBy: 'u-martin' };
}

export function order(n: number): OrderConfirmed {
  const lines = linesOf(n);
  const subtotalMinor = sum(lines);
  const deliveryMinor = n % 2 === 0 ? 795 : 0;
  const taxes = taxesOf(subtotalMinor + deliveryMinor);
  const totalMinor = subtotalMinor + deliveryMinor + sum(taxes);
  return {
    orderId: uuid('order', n),
    number: `C-${n}`,
    customerId: n % 5 === 0 ? 'customer-0' : null,
    locationId: stores[n % 2]?.id ?? '',
    delivery: n % 2 === 0 ? 'ship' : 'collect',
    businessDate: dayOf(n),
    confirmedAt: momentOf(n),
    currency: 'CAD',
    subtotalMinor,
    discountMinor: 0,
    deliveryMinor,
    taxes,
    totalMinor,
    lines,
    payments: [{ provider: 'local', amountMinor: totalMinor }],
  };
}

export function refund(n: number): OrderRefunded {
  const {
    orderId,
    number,
    customerId,
    locationId,
    businessDate,
    confirmedAt,
    currency,
    deliveryMinor,
    taxes,
    totalMinor,
    lines,
    payments,
  } = order(n);
  return {
    orderId,
    number,
    customerId,
    refundId: uuid('refund', n),
    locationId,
    businessDate,
    at: confirmedAt,
    currency,
    amountMinor: totalMinor,
    deliveryMinor,
    taxes,
    lines: lines.map(({ productId, sku, quantity, amountMinor }) => ({
      productId,
      sku,
      quantity,
      amountMinor,
    })),
    payments,
    // As the customer chose in the shop; of money alone nobody says why.
    ...(n % 2 === 0 ? { reason: 'wrong-item' } : {}),
  };
}

const event = (type: string, id: string, data: unknown): NewEvent => ({
  id: derivedId(type, id),
  type,
  key: id,
  data,
});
export const events = {
  sale: (n: number) => event('sale.recorded', String(n), sale(n)),
  return: (n: number) => event('return.recorded', String(n), givenBack(n)),
  act: (n: number) => event('act.recorded', String(n), act(n)),
  order: (n: number) => event('order.confirmed', String(n), order(n)),
  refund: (n: number) => event('order.refunded', String(n), refund(n)),
  location: ({ id, code, name, timeZone }: (typeof stores)[number]) =>
    event('location.changed', id, { locationId: id, code, name, kind: 'store', version: 1, timeZone }),
};

export const catalogue = [
  {
    key: 'category/food',
    value: { id: 'food', parentId: null, name: { fr: 'Épicerie', en: 'Grocery' }, rank: 1 },
  },
  { key: 'category/tea', value: { id: 'tea', parentId: 'food', name: { fr: 'Thés', en: 'Teas' }, rank: 1 } },
  {
    key: 'category/home',
    value: { id: 'home', parentId: null, name: { fr: 'Maison', en: 'Home' }, rank: 2 },
  },
  ...Array.from({ length: 11 }, (_, n) => ({
    key: `product/p-${n}`,
    value: {
      id: `p-${n}`,
      sku: `SKU-${n}`,
      gtins: [],
      name: { fr: n === 0 ? '=Thé « vert »; 100 g' : `Article ${n}`, en: `Item ${n}` },
      categoryId: n % 2 === 0 ? 'tea' : 'home',
      pricing: {
        productId: `p-${n}`,
        unitPriceMinor: 100 + n * 37,
        taxCategory: 'standard',
        soldBy: 'piece',
      },
    },
  })),
];
