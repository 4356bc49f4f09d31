/** A small shop for examples: products, lines, promotions, and what a basket comes to. */
import {
  type Basket,
  type BasketLine,
  type ProductPricing,
  type Promotion,
  priceBasket,
} from '../../src/index.ts';
import { basketOf, rulesOf } from '../arbitrary-basket.ts';

export const at = '2026-11-24T13:05:00.000Z';

export const product = (productId: string, unitPriceMinor: number, more: Partial<ProductPricing> = {}) =>
  ({
    productId,
    unitPriceMinor,
    taxCategory: 'basic-grocery',
    soldBy: 'piece',
    ...more,
  }) satisfies ProductPricing;

export const promotionOf = (
  gives: Promotion['gives'],
  more: Partial<Omit<Promotion, 'gives'>> = {},
): Promotion => ({
  id: gives.kind,
  revision: 1,
  name: { fr: gives.kind, en: gives.kind },
  from: '2026-01-01T00:00:00.000Z',
  priority: 0,
  stacking: 'exclusive',
  gives,
  ...more,
});

type Bought = Readonly<Record<string, string | Partial<BasketLine>>>;

/** @param bought quantities by product, or more of the line. */
export function ring(
  products: readonly ProductPricing[],
  bought: Bought,
  promotions: readonly Promotion[],
  more: Partial<Basket> = {},
  moment = at,
) {
  const lines = Object.entries(bought).map(
    ([productId, line]): BasketLine => ({
      id: productId,
      productId,
      quantity: '1',
      ...(typeof line === 'string' ? { quantity: line } : line),
    }),
  );
  const rules = {
    ...rulesOf(new Map(products.map((one) => [one.productId, one]))),
    promotions: [...promotions],
  };
  return priceBasket(basketOf({ lines, ...more }), rules, moment);
}

export const amounts = (priced: ReturnType<typeof ring>) =>
  Object.fromEntries(priced.lines.map(({ id, amountMinor }) => [id, amountMinor]));
