/**
 * What a guest has put together becomes the customer's at login. Two carts become one in two steps, each of them a change of
 * one cart: the guest's is closed, saying where it goes, so that nothing more gets in; then its lines are added there,
 * once. Whoever asks again after a crash between the two finishes it.
 */
import { Problem } from '@comptoir/service-kit/http/problem';
import { type Cart, emptyCart, greaterLines, mergedLines, mergedTerms } from './cart.ts';
import type { Hold } from './hold.ts';
import { newId } from './parts.ts';
import { alreadyOrdered, noCart, tooBusy } from './refusals.ts';
import { copiedFrom } from './reminders/copies.ts';
import type { Carts } from './store/carts.ts';
import type { Owners } from './store/owners.ts';

const triesMax = 20;

export type Claiming = Readonly<{ carts: Carts; owners: Owners; hold: Hold }>;

/** @returns the session id of the cart that the customer goes on with. */
export async function claim(
  { carts, owners, hold }: Claiming,
  guestId: string,
  customerId: string,
): Promise<string> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const guest = await carts.readAny(guestId);
    if (!guest || (guest.customerId !== null && guest.customerId !== customerId)) throw noCart();
    if (guest.status === 'deleted' && guest.mergedInto === null) throw noCart();
    if (guest.status === 'ordered') throw alreadyOrdered(guest.orderId);
    if (guest.mergedInto !== null && (await hasTaken(carts, guest.mergedInto, guestId)))
      return guest.mergedInto;
    const pointed = await owners.cartOf(customerId);
    const own = pointed === undefined ? undefined : await carts.read(pointed);
    if (own?.status !== 'open') {
      // One that is closed already can only be emptied into another.
      const to = guest.status === 'open' ? guestId : newId();
      if (!(await owners.point(customerId, pointed, to))) continue;
      await ownedBy(carts, to, customerId);
      if (to === guestId) return guestId;
      continue;
    }
    if (own.sessionId === guestId) {
      await ownedBy(carts, guestId, customerId);
      return guestId;
    }
    const closed = guest.status === 'open' ? await close(carts, guestId, own.sessionId, customerId) : guest;
    if (closed && (await empty({ carts, hold }, closed, own.sessionId, customerId))) return own.sessionId;
  }
  throw tooBusy();
}

/** The customer's cart, made if they have none. */
export async function ownCart(
  { carts, owners }: Omit<Claiming, 'hold'>,
  customerId: string,
): Promise<string> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const pointed = await owners.cartOf(customerId);
    if (pointed !== undefined && (await carts.read(pointed))?.status === 'open') return pointed;
    const fresh = newId();
    if (!(await owners.point(customerId, pointed, fresh))) continue;
    await ownedBy(carts, fresh, customerId);
    return fresh;
  }
  throw tooBusy();
}

async function ownedBy(carts: Carts, id: string, customerId: string): Promise<void> {
  await carts.change(
    id,
    undefined,
    (cart) => ({ ...cart, customerId }),
    () => ({ status: 204, body: null }),
    emptyCart(id, new Date().toISOString()),
  );
}

/** @returns the guest's cart, closed; undefined when it has meanwhile been ordered or claimed otherwise. */
async function close(
  carts: Carts,
  guestId: string,
  into: string,
  customerId: string,
): Promise<Cart | undefined> {
  let closed: Cart | undefined;
  try {
    await carts.change(
      guestId,
      undefined,
      (cart) => {
        closed =
          cart.status === 'open' ? { ...cart, status: 'deleted', mergedInto: into, customerId } : undefined;
        return closed ?? cart;
      },
      () => ({ status: 204, body: null }),
    );
  } catch (error) {
    // Another device has closed it in this moment: looked at anew, it says where it went.
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
  return closed;
}

/** Also when that cart has been ordered since: what was bought must not come back. */
const hasTaken = async (carts: Carts, into: string, guestId: string): Promise<boolean> =>
  (await carts.readAny(into))?.done.some(({ key }) => key === mergeKey(guestId)) ?? false;

const mergeKey = (guestId: string) => `merge:${guestId}`;

/** Once, whoever asks how often. @returns false when the customer's cart was ordered meanwhile: it goes into the next one. */
async function empty(
  { carts, hold }: Pick<Claiming, 'carts' | 'hold'>,
  guest: Cart,
  into: string,
  customerId: string,
): Promise<boolean> {
  let taken = false;
  const key = { key: mergeKey(guest.sessionId), request: guest.sessionId };
  const { replayed } = await carts.change(
    into,
    key,
    (cart) => {
      taken = cart.status === 'open';
      if (!taken) return cart;
      // What was opened by the link of a reminder is this very cart once more.
      const both = copiedFrom(guest) === into ? greaterLines : mergedLines;
      const terms = mergedTerms(cart.terms, guest.terms);
      const merged = { ...cart, customerId, terms, lines: both(cart.lines, guest.lines) };
      return hold(merged, { takesOver: guest.sessionId });
    },
    () => ({ status: 204, body: null }),
  );
  return taken || replayed;
}
