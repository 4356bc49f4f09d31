/**
 * Where a cart lies in Redis. One script touches a cart, its answers and the queue of what is to be written behind, so in a cluster the three
 * must lie on one server: carts stand on shelves, each with a queue of its own, and a shelf is one hash tag. Source: Redis Cluster
 * specification, hash tags; ADR 0087.
 */
import { createHash } from 'node:crypto';
import type { Redis } from '@comptoir/service-kit/redis';
import type { Cluster } from '@comptoir/service-kit/redis-cluster';

export type CartRedis = Redis | Cluster;

export type Shelf = Readonly<{
  cart(id: string): string;
  /** What a request was answered. */
  answer(id: string, key: string): string;
  /** Ids of carts that changed, by when they are due. */
  behind: string;
}>;
export type Shelves = Readonly<{ all: readonly Shelf[]; of(id: string): Shelf }>;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** @param tag `{…}:` of a cluster's keys. */
const shelf = (tag = ''): Shelf => ({
  cart: (id) => `cart:${tag}${id}`,
  answer: (id, key) => `cart-answer:${tag}${id}:${digest(key).toString('base64url')}`,
  behind: tag === '' ? 'cart-behind' : `cart-behind:${tag}`,
});

/** Spread well over up to a dozen servers, and few enough to be asked five times a second. Another number leaves carts where nobody looks. */
const shelvesInCluster = 64;

function shelvesOf(all: readonly [Shelf, ...Shelf[]]): Shelves {
  const [first] = all;
  return { all, of: (id) => all[digest(id).readUInt32BE() % all.length] ?? first };
}

export const oneShelf: Shelves = shelvesOf([shelf()]);
export const shelvesOfCluster: Shelves = shelvesOf([
  shelf('{0}:'),
  ...Array.from({ length: shelvesInCluster - 1 }, (_, index) => shelf(`{${index + 1}}:`)),
]);
