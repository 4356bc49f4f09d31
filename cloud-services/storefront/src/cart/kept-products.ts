/**
 * What somebody keeps for later: of a customer at Customer's, the same on every device; of a guest in a cookie, told to nobody until
 * they sign in.
 */
import type { KeptProduct } from '../../app/src/shared/shapes/cart.ts';
import { cardsOf } from '../catalogue/cards.ts';
import { stillSold } from '../catalogue/still-sold.ts';
import { newKey, type Refusal } from '../gateway/gateway.ts';
import { dayS } from '../http/cookies.ts';
import { customerPath } from '../session/profile.ts';
import type { Visit } from '../visit.ts';

/** A cookie holds 4 kB. */
const guestMax = 24;
const shownMax = 24;
const keptDays = 180;
const separator = ' ';

const guestIds = ({ jar }: Visit): string[] =>
  (jar.get('kept') ?? '').split(separator).filter(Boolean).slice(0, guestMax);

const keepIds = ({ jar }: Visit, ids: readonly string[]): void => {
  if (ids.length === 0) jar.delete('kept');
  else jar.set('kept', ids.slice(0, guestMax).join(separator), keptDays * dayS);
};

/** Newest first; none where it cannot be had just now. */
export async function keptIds(visit: Visit): Promise<readonly string[]> {
  const id = await visit.customer.id();
  if (id === null) return guestIds(visit);
  const reply = await visit.gateway.call<{ items: { productId: string }[] }>({
    path: customerPath(id, '/kept'),
    token: await visit.customer.token(),
  });
  return reply.ok ? reply.body.items.map(({ productId }) => productId) : [];
}

/** @returns what was refused; undefined: it is done. */
export async function keep(visit: Visit, productId: string, isKept: boolean): Promise<Refusal | undefined> {
  const id = await visit.customer.id();
  if (id === null) {
    const others = guestIds(visit).filter((one) => one !== productId);
    keepIds(visit, isKept ? [productId, ...others] : others);
    return undefined;
  }
  const reply = await visit.gateway.call({
    method: isKept ? 'PUT' : 'DELETE',
    path: customerPath(id, `/kept/${encodeURIComponent(productId)}`),
    token: await visit.customer.token(),
    idempotencyKey: newKey(),
  });
  return reply.ok ? undefined : reply.refusal;
}

/** Of whoever has just signed in: the oldest goes first, so that the order stays. What is refused stays in the cookie. */
export async function claimKept(visit: Visit): Promise<void> {
  const left: string[] = [];
  for (const productId of guestIds(visit).toReversed())
    if (await keep(visit, productId, true)) left.unshift(productId);
  keepIds(visit, left);
}

/** What is no longer sold is left out. */
export async function keptShown(visit: Visit): Promise<KeptProduct[]> {
  const ids = (await keptIds(visit)).slice(0, shownMax);
  const found = await stillSold(visit.gateway, ids);
  const cards = await cardsOf(visit, found);
  return cards.map((card, at) => ({ ...card, productId: found[at]?.id ?? '' }));
}
