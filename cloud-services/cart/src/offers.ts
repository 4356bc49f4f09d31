/** What the shop's promotions make of a product that lies in no cart yet: the cart's own engine, asked for one of it. Pure. */
import { promotionsOn } from '@comptoir/pricing';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { Offer } from './api.ts';
import { addLine, emptyCart } from './cart.ts';
import { type PricingParts, priceCart } from './price-cart.ts';

/** A page says what concerns the product, not all that a cart could bring. */
const promotionsMax = 5;

/** As anybody gets it: no coupon, no customer, no other product. */
export function offerOf(
  product: CatalogueProduct,
  parts: Omit<PricingParts, 'products'>,
  language: 'fr' | 'en',
): Offer {
  const at = parts.at.toISOString();
  const alone = addLine(emptyCart('', at), product, '1', { lineId: 'one', at });
  const priced = priceCart(alone, { ...parts, products: new Map([[product.id, product]]) });
  const [one] = priced.lines;
  const unitPriceMinor = one?.priced?.unitPriceMinor ?? product.pricing.unitPriceMinor;
  const given = new Set(one?.priced?.discounts.map(({ source }) => source));
  const running = promotionsOn(product.pricing, priced.basket, parts.rules.promotions ?? [], at)
    // Of the whole basket's they are told in the cart, which knows how much is still missing.
    .filter(({ gives }) => !gives.kind.startsWith('basket-'))
    .slice(0, promotionsMax);
  return {
    productId: product.id,
    unitPriceMinor,
    priceMinor: one?.priced?.amountMinor ?? unitPriceMinor,
    promotions: running.map(({ id, name, to }) => ({
      name: name[language],
      isGiven: given.has(`promotion/${id}`),
      ...(to === undefined ? {} : { until: to }),
    })),
  };
}
