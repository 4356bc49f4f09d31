/** What a shelf may say of a product before it lies in any basket. */
import type { Basket, Instant, ProductPricing, Promotion } from '../contract.ts';
import { indexOf } from './catalogue-index.ts';
import { countsFor } from './counts.ts';

/** @returns those that touch the product and count now for this basket, whatever else they ask for; the first to be given comes first. */
export const promotionsOn = (
  product: ProductPricing,
  basket: Basket,
  promotions: readonly Promotion[],
  at: Instant,
): Promotion[] => {
  const counts = countsFor(basket, at);
  return indexOf(promotions)
    .of(product)
    .flatMap(({ promotion }) => (counts(promotion) ? [promotion] : []));
};
