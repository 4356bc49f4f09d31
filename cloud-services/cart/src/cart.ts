/** A cart as it is stored, and what may happen to it. Pure: time and ids arrive as arguments. */

import { priceInForce } from '@comptoir/pricing';
import { decimalString } from '@comptoir/pricing/contract';
import { problem } from '@comptoir/service-kit/http/problem';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { z } from 'zod';
import { pointsTold } from './points.ts';
import { checkQuantity, limited, quantityOf, thousandths, thousandthsMax } from './quantity.ts';
import { standing } from './standing.ts';

export const destination = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  region: z.string().regex(/^[A-Z0-9]{1,3}$/),
  postalCode: z.string().min(1).max(12),
});
export const delivery = z.strictObject({
  method: z.enum(['ship', 'collect']),
  storeId: z.string().optional(),
  /** It goes with an order that was paid before, or takes the place of what comes back of one: delivery is not charged again. Order checks that. */
  withOrderId: z.uuid().optional(),
});
/** What a carrier said of one parcel of this weight. */
export const carrierRate = z.object({
  grams: z.int().positive(),
  priceMinor: z.int().nonnegative(),
  days: z.int().positive(),
});
export type CarrierRate = z.infer<typeof carrierRate>;

const terms = z.strictObject({
  destination,
  delivery,
  /** Points that the customer wants to pay with. */
  points: pointsTold.nullable().default(null),
  /** Of the customer, when it was calculated. */
  standing: standing.nullable().default(null),
  /** Codes that a promotion takes. */
  coupons: z.array(z.string()).default([]),
  /** What the carrier wanted for a parcel when it was calculated; null: it said nothing. */
  rate: carrierRate.nullable().default(null),
});
export type Terms = z.infer<typeof terms>;

const cartLine = z.strictObject({
  id: z.string(),
  productId: z.string(),
  quantity: decimalString,
  toldUnitPriceMinor: z.int(),
  toldAt: z.iso.datetime(),
  /** What was told before, when the price was last told anew: the customer is told of the change. */
  toldBeforeMinor: z.int().nullable(),
});
export type CartLine = z.infer<typeof cartLine>;

export const cart = z.strictObject({
  sessionId: z.string(),
  /** Names the content: a number is never used for two. */
  version: z.int(),
  status: z.enum(['open', 'ordered', 'deleted']),
  openedAt: z.iso.datetime(),
  orderId: z.string().nullable(),
  customerId: z.string().nullable(),
  /** Of a guest's cart that was emptied into the customer's. */
  mergedInto: z.string().nullable().default(null),
  terms: terms.nullable(),
  lines: z.array(cartLine),
  /** Until when all of it is held at Inventory; null: it is not. Absent: this shop holds nothing before checkout. */
  reservedUntil: z.iso.datetime().nullable().optional(),
  /** Idempotency keys of what has been done to it, oldest first. */
  done: z.array(z.strictObject({ key: z.string(), request: z.string() })),
});
export type Cart = z.infer<typeof cart>;

const linesMax = 200;
export const couponsMax = 20;

export const emptyCart = (sessionId: string, at: string): Cart => ({
  sessionId,
  version: 0,
  status: 'open',
  openedAt: at,
  orderId: null,
  customerId: null,
  mergedInto: null,
  terms: null,
  lines: [],
  done: [],
});

/** Adding again sums. What was told of a price stays told; a price that fell since is told anew. */
export function addLine(
  cart: Cart,
  product: CatalogueProduct,
  quantity: string,
  made: Readonly<{ lineId: string; at: string }>,
): Cart {
  const told = priceInForce(product.pricing, { channel: 'web', at: made.at });
  const added = checkQuantity(quantity, product.pricing.soldBy);
  const line = cart.lines.find(({ productId }) => productId === product.id);
  if (line) {
    const sum = limited(thousandths(line.quantity) + added);
    return withLine(cart, { ...line, quantity: quantityOf(sum) });
  }
  if (cart.lines.length >= linesMax)
    throw problem(422, 'cart-full', 'The cart is full', `Order these ${linesMax} lines first.`);
  const fresh = { id: made.lineId, productId: product.id, quantity: quantityOf(added) };
  return {
    ...cart,
    lines: [...cart.lines, { ...fresh, toldUnitPriceMinor: told, toldAt: made.at, toldBeforeMinor: null }],
  };
}

/** Quantities of the same product add up, as far as the shop sells at once. What was told of a price stays told. */
export const mergedLines = (lines: readonly CartLine[], others: readonly CartLine[]): CartLine[] =>
  joined(lines, others, (one, other) => Math.min(one + other, thousandthsMax));

/** Where it goes is as the cart says that goes on; coupons of both hold. */
export function mergedTerms(terms: Terms | null, others: Terms | null): Terms | null {
  if (terms === null || others === null) return terms ?? others;
  return { ...terms, coupons: [...new Set([...terms.coupons, ...others.coupons])].slice(0, couponsMax) };
}

/** Of the same product the greater quantity counts: of two carts one is a copy of the other. */
export const greaterLines = (lines: readonly CartLine[], others: readonly CartLine[]): CartLine[] =>
  joined(lines, others, Math.max);

/** What is left when so much of each product was bought otherwise. */
export const linesWithout = (lines: readonly CartLine[], bought: readonly CartLine[]): CartLine[] => {
  const taken = new Map(bought.map(({ productId, quantity }) => [productId, thousandths(quantity)]));
  return lines.flatMap((line) => {
    const left = thousandths(line.quantity) - (taken.get(line.productId) ?? 0);
    return left > 0 ? [{ ...line, quantity: quantityOf(left) }] : [];
  });
};

function joined(
  lines: readonly CartLine[],
  others: readonly CartLine[],
  both: (one: number, other: number) => number,
): CartLine[] {
  const merged = new Map(lines.map((line) => [line.productId, line]));
  for (const other of others) {
    const line = merged.get(other.productId);
    const quantity = both(thousandths(line?.quantity ?? '0'), thousandths(other.quantity));
    merged.set(other.productId, { ...(line ?? other), quantity: quantityOf(quantity) });
  }
  return [...merged.values()];
}

export const withLine = (cart: Cart, line: CartLine): Cart => ({
  ...cart,
  lines: cart.lines.map((one) => (one.id === line.id ? line : one)),
});

export const withoutLine = (cart: Cart, lineId: string): Cart => ({
  ...cart,
  lines: cart.lines.filter(({ id }) => id !== lineId),
});
