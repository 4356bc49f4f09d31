/** A priced cart as it is told: to a shopper in one language, to Order whole. */
import { problem } from '@comptoir/service-kit/http/problem';
import type { CartView, FrozenCart } from './api.ts';
import type { Cart } from './cart.ts';
import type { CartLinePrice, PricedCart, Shipping } from './price-cart.ts';

export function viewOf(
  cart: Cart,
  { priced, lines, jurisdiction, points, dueMinor, coupons, shipping }: PricedCart,
  language: 'fr' | 'en',
): CartView {
  const { subtotalMinor, discountMinor, deliveryMinor, taxes, totalMinor } = priced;
  return {
    sessionId: cart.sessionId,
    version: cart.version,
    status: cart.status === 'ordered' ? 'ordered' : 'open',
    orderId: cart.orderId,
    currency: 'CAD',
    lines: lines.map((line) => lineView(line, language)),
    coupons: cart.terms?.coupons ?? [],
    couponStates: coupons.map(({ code, state, promotion }) => ({
      code,
      state,
      ...(promotion && { reason: promotion.name[language] }),
    })),
    hints: priced.hints.map(({ missing, of, reason }) => ({
      missing,
      of: of ?? 'pieces',
      reason: reason?.[language] ?? '',
    })),
    loyaltyPoints: cart.terms?.points?.points ?? 0,
    ...(cart.reservedUntil === undefined ? {} : { reservedUntil: cart.reservedUntil }),
    destination: cart.terms?.destination ?? null,
    delivery: cart.terms?.delivery ?? null,
    shipping: shipping && shippingView(shipping),
    totals: {
      estimated: cart.terms === null,
      jurisdiction,
      subtotalMinor,
      discountMinor,
      deliveryMinor,
      taxes,
      totalMinor,
      points,
      dueMinor,
    },
  };
}

const shippingView = ({ grams, by, arrivesOn }: Shipping) => ({ weightGrams: grams, by, arrivesOn });

function lineView({ line, product, priced, change }: CartLinePrice, language: 'fr' | 'en') {
  return {
    lineId: line.id,
    productId: line.productId,
    sku: product?.sku ?? null,
    name: product?.name[language] ?? null,
    imageUrl: product?.imageUrl ?? null,
    soldBy: product?.pricing.soldBy ?? null,
    quantity: line.quantity,
    available: product !== undefined,
    unitPriceMinor: priced?.unitPriceMinor ?? null,
    grossMinor: priced?.grossMinor ?? null,
    discounts: (priced?.discounts ?? []).map(({ source, amountMinor, reason }) => ({
      source,
      amountMinor,
      ...(reason && { reason: reason[language] }),
    })),
    amountMinor: priced?.amountMinor ?? null,
    taxes: priced?.taxes ?? [],
    priceChange: change,
  };
}

/** @throws Problem 409 for a cart that cannot be paid as it is. */
export function frozenOf(
  cart: Cart,
  { basket, priced, lines, jurisdiction, points, countedUses, shipping }: PricedCart,
  reminder: FrozenCart['reminder'],
): FrozenCart {
  if (!cart.terms)
    throw problem(409, 'cart-not-calculated', 'No destination is known', 'Calculate the cart first.');
  if (lines.length === 0) throw problem(409, 'cart-empty', 'The cart is empty', 'Add something first.');
  return {
    sessionId: cart.sessionId,
    version: cart.version,
    currency: 'CAD',
    jurisdiction,
    rulesVersion: priced.rulesVersion,
    basket,
    priced,
    points,
    lines: lines.map(frozenLine),
    countedPromotions: countedUses.map(({ promotionId }) => promotionId),
    countedCodes: Object.fromEntries(
      countedUses.flatMap(({ promotionId, code }) => (code === undefined ? [] : [[promotionId, code]])),
    ),
    destination: cart.terms.destination,
    delivery: cart.terms.delivery,
    ...(shipping && { shipping: shippingView(shipping) }),
    customerId: cart.customerId,
    reminder,
  };
}

function frozenLine({ line, product, priced }: CartLinePrice): FrozenCart['lines'][number] {
  if (!product || !priced)
    throw problem(409, 'line-unavailable', 'Something in the cart is no longer sold', 'Remove it first.', {
      members: { lineId: line.id, productId: line.productId },
    });
  return {
    lineId: line.id,
    productId: product.id,
    sku: product.sku,
    names: product.name,
    gtin: product.gtins[0] ?? null,
    taxCategory: product.pricing.taxCategory,
    soldBy: product.pricing.soldBy,
    quantity: line.quantity,
    unitPriceMinor: priced.unitPriceMinor,
    amountMinor: priced.amountMinor,
  };
}
