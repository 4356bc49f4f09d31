/**
 * What is held for a cart while somebody fills it: what it wants, as far as it is free, once. Each change of the cart tells the
 * whole wish with the cart's version, so that what is told twice, late or in another order does no harm. The order that
 * the cart becomes takes the goods over, and gives them back when it does not come about, in one transaction each: nobody
 * else gets them in between.
 */
import { randomUUID } from 'node:crypto';
import type { Tx } from '@comptoir/service-kit';
import type { z } from 'zod';
import { deleteWish, readWish, type Wish, writeWish } from '../store/cart-wishes.ts';
import {
  insertReservation,
  linesOf,
  lockCart,
  lockHeldOfCart,
  moveReserved,
  prolongRow,
  type Reservation,
  setState,
  writeLines,
} from '../store/reservations.ts';
import { webSourcing } from '../store/sourcing.ts';
import { allocateWhatThereIs, difference, type Held } from './allocate.ts';
import type { holdAnswer, holdRequest } from './api.ts';
import { inText, inThousandths, lockShelves, preferred } from './lock-stock.ts';
import { shortOf, tellShort } from './short.ts';

type Told = z.input<typeof holdAnswer>;
const nothingHeld: Told = { expiresAt: null, short: [] };

/** @throws Problem 409 `short` if one of `must` is: then nothing has changed. */
export async function keepHold(
  tx: Tx,
  cartId: string,
  { must, takesOver, ...told }: z.infer<typeof holdRequest>,
): Promise<Told> {
  await lockCart(tx, cartId);
  const known = await readWish(tx, cartId);
  if (known && known.version > told.version) return nothingHeld;
  const wish = known?.version === told.version ? { ...told, lines: moreOf(known.lines, told.lines) } : told;
  await writeWish(tx, cartId, wish);
  const mine = await lockHeldOfCart(tx, cartId);
  // Its order holds the goods. What was added since is held with the rest if they come back.
  if (mine && mine.reference !== cartId) return nothingHeld;
  const before = mine ? await heldBy(tx, mine) : [];
  const others = takesOver === undefined ? [] : await takeFromMerged(tx, takesOver);
  return holdWish(tx, cartId, wish, { mine, before: [...before, ...others], must });
}

/** What `order` held is its cart's again, as far as the cart still wants it. Assumes the locks of both. */
export async function giveBack(tx: Tx, cartId: string, wish: Wish, order: Reservation): Promise<void> {
  const before = await letGo(tx, order);
  await holdWish(tx, cartId, wish, { mine: undefined, before, must: [] });
}

/** A cart that has been emptied into another wants nothing any more; an order that it is becoming keeps its goods. */
async function takeFromMerged(tx: Tx, cartId: string): Promise<Held[]> {
  await lockCart(tx, cartId);
  await deleteWish(tx, cartId);
  const held = await lockHeldOfCart(tx, cartId);
  return held?.reference === cartId ? letGo(tx, held) : [];
}

async function letGo(tx: Tx, held: Reservation): Promise<Held[]> {
  await setState(tx, held.id, 'released');
  return heldBy(tx, held);
}

const heldBy = async (tx: Tx, { id }: Reservation): Promise<Held[]> =>
  (await linesOf(tx, id)).map(inThousandths);

async function holdWish(
  tx: Tx,
  cartId: string,
  { lines, ttlSeconds }: Wish,
  from: Readonly<{ mine: Reservation | undefined; before: readonly Held[]; must: readonly string[] }>,
): Promise<Told> {
  const { mine, before, must } = from;
  const asked = lines.map(inThousandths);
  const { sources, split } = await webSourcing(tx);
  const shelves = await lockShelves(tx, [...before, ...asked], sources);
  shelves.move(difference(before, []));
  const { held, short } = allocateWhatThereIs(asked, preferred(sources), shelves.free, split);
  const refused = short.filter(({ productId }) => must.includes(productId));
  if (refused.length > 0) throw shortOf(refused);
  await moveReserved(tx, shelves.balances, difference(before, held).map(inText));
  if (held.length === 0) {
    if (mine) await setState(tx, mine.id, 'released');
    return { expiresAt: null, short: short.map(tellShort) };
  }
  const fresh = { id: randomUUID(), reference: cartId, cartId, state: 'held' } as const;
  const expiresAt = mine
    ? await prolongRow(tx, mine.id, ttlSeconds)
    : await insertReservation(tx, fresh, ttlSeconds);
  await writeLines(tx, mine?.id ?? fresh.id, held.map(inText));
  return { expiresAt: expiresAt?.toISOString() ?? null, short: short.map(tellShort) };
}

/** Two changes race to be the same version of a cart: until one of them has won, the goods of both are held. */
function moreOf(lines: Wish['lines'], others: Wish['lines']): Wish['lines'] {
  const most = new Map(lines.map((line) => [line.productId, line]));
  for (const line of others) {
    const known = most.get(line.productId);
    if (!known || Number(known.quantity) < Number(line.quantity)) most.set(line.productId, line);
  }
  return [...most.values()];
}
