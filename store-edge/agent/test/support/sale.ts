/** Baskets frozen as a terminal freezes them: by the same engine, from the same rows. */

import { cashDue, foreignCashWorth, priceBasket, priceInForce } from '@comptoir/pricing';
import type { Basket, BasketRules, ManualDiscount } from '@comptoir/pricing/contract';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import { formatProvisionalNumber } from '@comptoir/sync-protocol/records/receipt-number';
import { systemClock } from '../../src/clock.ts';
import { createIds } from '../../src/ids.ts';
import { products, STORE_ID, rules as storeRules } from './store.ts';

export type Wanted = Readonly<{
  shiftId: string;
  items?: readonly (readonly [productId: string, quantity: string])[];
  saleId?: string;
  language?: 'fr' | 'en';
  discount?: ManualDiscount;
  /** Number of a certificate: then no taxes. */
  taxExempt?: string;
  note?: string;
  coupons?: readonly string[];
  cashierId?: string;
  /** The terminal's own count, of a sale made while the edge was away. */
  provisional?: number;
  /** As the edge hands them to its terminals; the store's own when absent. */
  rules?: BasketRules;
  /** When the basket was priced, as a till of this release says. */
  pricedAt?: string;
  openedAt?: string;
  /** Products as the edge has them; the store's own when absent. */
  products?: readonly CatalogueProduct[];
  /** Given the total; cash that fits when absent. */
  tenders?: (totalMinor: number) => Tender[];
}>;

const newId = createIds(systemClock);
const at = '2026-11-24T15:00:00.000Z';

export function saleOf(wanted: Wanted): SaleBody {
  const items = wanted.items ?? [['lamp', '1']];
  const basket: Basket = {
    currency: 'CAD',
    channel: 'pos',
    openedAt: wanted.openedAt ?? at,
    taxDate: '2026-11-24',
    storeId: STORE_ID,
    jurisdiction: 'CA-QC',
    ...(wanted.taxExempt === undefined ? {} : { taxExempt: { certificate: wanted.taxExempt } }),
    coupons: [...(wanted.coupons ?? [])],
    lines: items.map(([productId, quantity], index) => ({ id: `l${index + 1}`, productId, quantity })),
    ...(wanted.discount ? { basketDiscount: wanted.discount } : {}),
  };
  const rules = wanted.rules ?? storeRules;
  const sold = wanted.products ?? products;
  const pricedAt = wanted.pricedAt ?? at;
  const categoryIds = rules.promotions && ['c-1'];
  const pricing = (id: string) => {
    const known = sold.find((one) => one.id === id)?.pricing;
    return known && { ...known, ...(categoryIds && { categoryIds }) };
  };
  const priced = priceBasket(basket, { ...rules, products: pricing }, pricedAt);
  const due = cashDue(priced.totalMinor, [], rules.cashIncrementMinor);
  const tenders = wanted.tenders?.(priced.totalMinor) ?? [cash(due.cashDueMinor)];
  const paysCash = tenders.some((tender) => tender.kind === 'cash');
  const others = tenders.flatMap((tender) => (tender.kind === 'cash' ? [] : [tender.amountMinor]));
  return {
    saleId: wanted.saleId ?? newId(),
    storeId: STORE_ID,
    shiftId: wanted.shiftId,
    cashierId: wanted.cashierId ?? 'u-camille',
    language: wanted.language ?? 'fr',
    completedAt: at,
    cataloguePosition: 'e1:5',
    ...(wanted.pricedAt === undefined ? {} : { pricedAt }),
    rules: { version: rules.version, taxMode: rules.taxMode, cashIncrementMinor: rules.cashIncrementMinor },
    basket,
    priced,
    lines: basket.lines.map(({ id, productId }) => ({
      ...soldLine(id, find(sold, productId), pricedAt),
      ...(categoryIds && { categoryIds }),
    })),
    ...(wanted.note === undefined ? {} : { note: wanted.note }),
    cashRoundingMinor: paysCash
      ? cashDue(priced.totalMinor, others, rules.cashIncrementMinor).roundingMinor
      : 0,
    tenders,
    stock: basket.lines.map(({ productId, quantity }) => ({
      movementId: newId(),
      productId,
      quantity: `-${quantity}`,
    })),
    ...(wanted.provisional === undefined ? {} : { provisionalNumber: provisionalNumber(wanted.provisional) }),
  };
}

const provisionalNumber = (count: number): string =>
  formatProvisionalNumber({ storeNumber: '012', register: '1', series: 'X4AB', count });

export const cash = (
  amountMinor: number,
  receivedMinor = amountMinor,
): Extract<Tender, { kind: 'cash' }> => ({
  kind: 'cash',
  amountMinor,
  receivedMinor,
  changeMinor: receivedMinor - amountMinor,
});

/** Given at `rate`, for what they are worth. */
export const usDollars = (amountMinor: number, receivedMinor: number, rate: string): Tender => ({
  ...cash(amountMinor, foreignCashWorth(receivedMinor, rate, 5)),
  usDollars: { receivedMinor, rate },
});

function find(sold: readonly CatalogueProduct[], productId: string): CatalogueProduct {
  const product = sold.find((one) => one.id === productId);
  if (!product) throw new Error(`no product ${productId} in this store`);
  return product;
}

function soldLine(lineId: string, product: CatalogueProduct, pricedAt: string): SaleBody['lines'][number] {
  const { sku, name, pricing } = product;
  return {
    lineId,
    sku,
    name,
    taxCategory: pricing.taxCategory,
    soldBy: pricing.soldBy,
    listUnitPriceMinor: priceInForce(pricing, { channel: 'pos', storeId: STORE_ID, at: pricedAt }),
  };
}
