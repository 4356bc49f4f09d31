/**
 * The link of a reminder opens a copy: a letter may be passed on, and whoever has the link shall see what was in the cart, not the
 * account of whose it is. A copy knows what it is a copy of by the key under which it was filled.
 */
import { derivedId } from '@comptoir/service-kit/events/append';
import { Problem } from '@comptoir/service-kit/http/problem';
import { type Cart, type CartLine, emptyCart, greaterLines, linesWithout } from '../cart.ts';
import type { CartParts } from '../parts.ts';
import { alreadyOrdered, noCart } from '../refusals.ts';
import type { Reminder } from './store.ts';

const prefix = 'return:';
const keyOf = ({ cartId, id }: Reminder) => ({ key: `${prefix}${cartId}:${id}`, request: id });
const nothing = () => ({ status: 204, body: null });

/** The session id of the cart that this one was filled from. */
export const copiedFrom = ({ done }: Pick<Cart, 'done'>): string | undefined =>
  done
    .findLast(({ key }) => key.startsWith(prefix))
    ?.key.slice(prefix.length)
    .split(':')[0];

type Returning = Pick<CartParts, 'carts' | 'hold'>;
type Visitor = Readonly<{ customerId: string | undefined; sessionId: string | undefined }>;

/**
 * @param visitor who follows the link, and the cart that they have: nothing that is in it is lost.
 * @returns the session id of the cart to go on with; following the link twice changes nothing.
 * @throws Problem 404 when nothing is left to come back to, 409 when it has become an order.
 */
export async function comeBack(
  { carts, hold }: Returning,
  reminder: Reminder,
  { customerId, sessionId }: Visitor,
): Promise<string> {
  const source = await carts.read(reminder.cartId);
  if (!source) throw noCart();
  if (source.status === 'ordered') throw alreadyOrdered(source.orderId);
  if (source.customerId === customerId) return source.sessionId;
  if (source.lines.length === 0) throw noCart();
  const own = sessionId === undefined ? undefined : await carts.read(sessionId);
  const isUsable = own?.status === 'open' && (own.customerId ?? customerId) === customerId;
  // One that was bought already leaves another version behind, and so the next is another cart.
  const to = isUsable ? own.sessionId : derivedId('cart-return', reminder.token, String(source.version));
  const fill = (cart: Cart) => hold({ ...cart, lines: greaterLines(cart.lines, source.lines) });
  await carts.change(to, keyOf(reminder), fill, nothing, emptyCart(to, new Date().toISOString()));
  return to;
}

/** Whoever bought by the link has nothing of it left in the cart that it was a copy of. */
export async function takeBought(
  { carts, hold }: Returning,
  sessionId: string,
  orderId: string,
): Promise<void> {
  const bought = await carts.read(sessionId);
  const source = bought && copiedFrom(bought);
  if (source === undefined || source === sessionId) return;
  try {
    const key = { key: `bought:${orderId}`, request: orderId };
    await carts.change(source, key, (cart) => hold(without(cart, bought?.lines ?? [])), nothing);
  } catch (error) {
    // It has gone meanwhile: nothing of it is left then.
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
}

const without = (cart: Cart, bought: readonly CartLine[]): Cart =>
  cart.status === 'open' ? { ...cart, lines: linesWithout(cart.lines, bought) } : cart;
