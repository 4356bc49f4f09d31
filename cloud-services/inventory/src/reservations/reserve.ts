/**
 * Holding stock for buyers. Those who come at once are served together, in the order in which they came: the shelves that they want
 * are locked and written once for all of them. Each gets all of its lines or nothing, and its own answer.
 */
import { randomUUID } from 'node:crypto';
import { alone, Problem, type Tx } from '@comptoir/service-kit';
import type { z } from 'zod';
import {
  heldOfCarts,
  insertHeld,
  knownIds,
  lockCart,
  lockFreeCarts,
  moveReserved,
  release,
} from '../store/reservations.ts';
import { webSourcing } from '../store/sourcing.ts';
import { allocate, difference, type Held } from './allocate.ts';
import type { reserveAnswer, reserveRequest } from './api.ts';
import { inText, inThousandths, lockShelves, preferred } from './lock-stock.ts';
import { over } from './over.ts';
import { shortOf } from './short.ts';

type Request = z.infer<typeof reserveRequest>;
type Told = z.input<typeof reserveAnswer>;

/** @throws Problem 409 `short` with what is short; 409 `reservation-over` if this id was released before. */
export async function reserve(tx: Tx, request: Request): Promise<Told> {
  if (request.cartId !== undefined) await lockCart(tx, request.cartId);
  const [outcome] = await reserveEach(tx, [request]);
  if (outcome === undefined || outcome instanceof Problem) throw outcome;
  return outcome;
}

/** Waits for nobody's cart, so that carts cannot wait for one another in a circle: whoever's is busy is left to be served alone. */
export async function reserveTogether(
  tx: Tx,
  requests: readonly Request[],
): Promise<(Told | Problem | typeof alone)[]> {
  const carts = [...new Set(requests.flatMap(({ cartId }) => cartId ?? []))];
  const free = carts.length > 0 ? await lockFreeCarts(tx, carts) : new Set<string>();
  const ids = new Set<string>();
  const chosen = requests.map(({ cartId, reservationId }) => {
    if (cartId !== undefined && !free.delete(cartId)) return false;
    if (reservationId === undefined) return true;
    return !ids.has(reservationId) && ids.add(reservationId) !== undefined;
  });
  const outcomes = await reserveEach(
    tx,
    requests.filter((_, n) => chosen[n]),
  );
  let next = 0;
  return chosen.map((is) => (is ? (outcomes[next++] ?? alone) : alone));
}

/** Assumes the locks of the carts, and that no two requests name the same cart or id. A `Problem` has changed nothing. */
async function reserveEach(tx: Tx, requests: readonly Request[]): Promise<(Told | Problem)[]> {
  const asked = requests.map((request) => ({
    ...{ request, id: request.reservationId ?? randomUUID() },
    lines: request.lines.map(inThousandths),
  }));
  const [{ sources, split }, known, held] = await Promise.all([
    webSourcing(tx),
    knownIds(
      tx,
      requests.flatMap(({ reservationId }) => reservationId ?? []),
    ),
    heldOfCarts(
      tx,
      requests.flatMap(({ cartId }) => cartId ?? []),
    ),
  ]);
  const beforeOf = ({ cartId }: Request): readonly Held[] =>
    (held.find((one) => one.cartId === cartId)?.lines ?? []).map(inThousandths);
  const shelves = await lockShelves(
    tx,
    asked.flatMap(({ request, lines }) => [...lines, ...beforeOf(request)]),
    sources,
  );
  const served = asked.map(({ request, id, lines }) => {
    if (known.has(id)) return over('known before');
    const before = beforeOf(request);
    shelves.move(difference(before, []));
    const result = allocate(lines, preferred(sources, request.shipTo?.postalCode), shelves.free, split);
    if (result.outcome === 'short') {
      shelves.move(difference([], before));
      return shortOf(result.short);
    }
    shelves.move(difference([], result.held));
    return { request, id, before, after: result.held };
  });
  const kept = served.flatMap((one) => (one instanceof Problem ? [] : one));
  if (kept.length === 0) return served.flatMap((one) => (one instanceof Problem ? one : []));

  const takenOver = new Set(kept.map(({ request }) => request.cartId));
  const [, expiries] = await Promise.all([
    release(
      tx,
      held.flatMap(({ id, cartId }) => (takenOver.has(cartId) ? id : [])),
    ),
    insertHeld(
      tx,
      kept.map(({ id, request: { reference, cartId = null, ttlSeconds }, after }) => ({
        ...{ id, reference, cartId, ttlSeconds },
        lines: after.map(inText),
      })),
    ),
    moveReserved(
      tx,
      shelves.balances,
      difference(
        kept.flatMap(({ before }) => before),
        kept.flatMap(({ after }) => after),
      ).map(inText),
    ),
  ]);
  return served.map((one) => {
    if (one instanceof Problem) return one;
    const expiresAt = expiries.get(one.id);
    // Taken while we waited for the shelves. All of us are undone; each alone is then told what became of it.
    if (!expiresAt) throw over('known before');
    return { reservationId: one.id, lines: one.after.map(inText), expiresAt: expiresAt.toISOString() };
  });
}
