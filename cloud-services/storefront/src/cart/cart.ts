/** The visitor's cart. Its session id lives in a cookie; whoever has it may use the cart. */
import type { CartView } from '@comptoir/cart/api';
import type { Cart, CartLine, CartPoints } from '../../app/src/shared/shapes/cart.ts';
import { pictureOf } from '../catalogue/cards.ts';
import { stockOf } from '../catalogue/stock.ts';
import { type Call, newKey, type Reply } from '../gateway/gateway.ts';
import { dayS } from '../http/cookies.ts';
import type { Profile } from '../session/profile.ts';
import type { Visit } from '../visit.ts';

const cartDays = 60;

export const cartSession = ({ jar }: Visit): string | undefined => jar.get('cart');
export const keepCart = ({ jar }: Visit, sessionId: string): void =>
  jar.set('cart', sessionId, cartDays * dayS);
export const forgetCart = ({ jar }: Visit): void => jar.delete('cart');

/** Cart takes a customer's token along, so that it knows whose cart it is. */
export async function callCart<T>(visit: Visit, call: Call): Promise<Reply<T>> {
  const token = await visit.customer.token();
  return visit.gateway.call<T>({ ...call, token });
}

/** Null: there is none, or it cannot be had just now. A cart that became an order is no cart any more. */
export async function readCart(visit: Visit): Promise<CartView | null> {
  const reply = await askCart(visit);
  return reply?.ok ? reply.body : null;
}

/** Undefined: there is none. */
export async function askCart(visit: Visit): Promise<Reply<CartView> | undefined> {
  const sessionId = cartSession(visit);
  if (sessionId === undefined) return undefined;
  const reply = await callCart<CartView>(visit, { path: cartPath(sessionId) });
  const isGone = reply.ok ? reply.body.status === 'ordered' : reply.refusal.status === 404;
  if (!isGone) return reply;
  // Without a token a customer's cart is not shown; that is no reason to forget it while sign-in is away.
  const isUnproved = visit.jar.get('refresh') !== undefined && (await visit.customer.token()) === null;
  if (!isUnproved) forgetCart(visit);
  return undefined;
}

export const cartPath = (sessionId: string, rest = ''): string =>
  `/api/v1/cart/${encodeURIComponent(sessionId)}${rest}`;

export async function addToCart(visit: Visit, sku: string, quantity: string): Promise<Reply<CartView>> {
  const sessionId = cartSession(visit);
  const add = (session: string | undefined) =>
    callCart<CartView>(visit, {
      method: 'POST',
      path: '/api/v1/cart/items',
      body: { sku, quantity, ...(session === undefined ? {} : { sessionId: session }) },
      idempotencyKey: newKey(),
    });
  const reply = await add(sessionId);
  // The cart has become an order, or is too old to be known: this is the first article of the next one.
  const isOver =
    !reply.ok &&
    sessionId !== undefined &&
    (reply.refusal.status === 404 || reply.refusal.type === 'cart-ordered');
  const settled = isOver ? await add(undefined) : reply;
  if (settled.ok) keepCart(visit, settled.body.sessionId);
  return settled;
}

export const articleCount = ({ lines }: CartView): number =>
  lines.reduce((sum, { quantity, soldBy }) => sum + (soldBy === 'weight' ? 1 : Number(quantity)), 0);

/** All that is in it is held for it now. */
export const isHeld = ({ reservedUntil }: CartView): boolean =>
  typeof reservedUntil === 'string' && Date.parse(reservedUntil) > Date.now();

/** How many lines are compared with the stock: enough for nearly every cart, and bounded. */
const linesChecked = 30;

/** @param profile of whoever is signed in. */
export async function cartShown(visit: Visit, cart: CartView, profile: Profile | undefined): Promise<Cart> {
  const stocks = await Promise.all(
    cart.lines.slice(0, linesChecked).map(({ productId }) => stockOf(visit, productId)),
  );
  const lines = cart.lines.map((line, at) => {
    const stock = stocks[at];
    // What this very cart holds is not to be had by others, and no shortage.
    const isKnown = stock !== undefined && !isHeld(cart);
    return lineShown(line, isKnown ? Number(stock.totals.availableToPromise) : null);
  });
  const { totals } = cart;
  return {
    lines,
    totals: {
      isEstimated: totals.estimated,
      subtotalMinor: totals.subtotalMinor,
      discountMinor: totals.discountMinor,
      deliveryMinor: totals.deliveryMinor,
      taxes: totals.taxes.map(({ code, rate, amountMinor }) => ({ code, rate, amountMinor })),
      totalMinor: totals.totalMinor,
      points: totals.points,
      dueMinor: totals.dueMinor,
    },
    postalCode: cart.delivery?.method === 'ship' ? (cart.destination?.postalCode ?? null) : null,
    isCollected: cart.delivery?.method === 'collect',
    arrivesOn: cart.shipping?.arrivesOn ?? null,
    points: pointsShown(cart, profile),
    coupons: cart.couponStates.map(({ code, state, reason = null }) => ({ code, state, reason })),
    hints: cart.hints,
    reservation: cart.reservedUntil ? { until: cart.reservedUntil, isOver: !isHeld(cart) } : null,
  };
}

function pointsShown(cart: CartView, profile: Profile | undefined): CartPoints | null {
  if (!profile || profile.loyalty.points <= 0) return null;
  const { points: available, worthMinor } = profile.loyalty;
  return { wanted: cart.loyaltyPoints, available, worthMinor };
}

function lineShown(line: CartView['lines'][number], available: number | null): CartLine {
  return {
    lineId: line.lineId,
    code: line.sku,
    name: line.name,
    picture: pictureOf(line.imageUrl),
    soldBy: line.soldBy ?? 'piece',
    quantity: line.quantity,
    isSold: line.available,
    unitPriceMinor: line.unitPriceMinor,
    amountMinor: line.amountMinor,
    savingsMinor: line.discounts.reduce((sum, { amountMinor }) => sum + Math.abs(amountMinor), 0),
    savedBy: line.discounts.flatMap(({ reason }) => (reason === undefined ? [] : [reason])),
    priceChange: line.priceChange,
    onlyLeft: available !== null && available < Number(line.quantity) ? Math.max(0, available) : null,
  };
}
