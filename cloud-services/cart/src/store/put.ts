import type { Cart } from '../cart.ts';
import { compareAndSet } from './scripts.ts';
import type { CartRedis, Shelves } from './shelves.ts';

export type Storage = Readonly<{ redis: CartRedis; shelves: Shelves }>;
/** What a request with a key was told, kept with the cart that it made. */
export type Kept = Readonly<{ key: string; answer: unknown }>;

export const ttlMs = 30 * 86_400_000;
const answerTtlMs = 86_400_000;

/** @param expected the version that it must have; 0: it must not be there. @returns false when another was quicker. */
export async function putCart(
  { redis, shelves }: Storage,
  expected: number,
  next: Cart,
  kept?: Kept,
): Promise<boolean> {
  const shelf = shelves.of(next.sessionId);
  const set = redis.eval(
    compareAndSet,
    3,
    shelf.cart(next.sessionId),
    shelf.behind,
    shelf.answer(next.sessionId, kept?.key ?? ''),
    String(expected),
    String(next.version),
    JSON.stringify(next),
    ttlMs,
    next.sessionId,
    kept ? JSON.stringify(kept.answer) : '',
    answerTtlMs,
  );
  return (await set) === 1;
}
