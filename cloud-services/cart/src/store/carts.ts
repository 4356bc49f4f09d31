/**
 * Carts live in Redis, each one versioned value that is compared while it is set, so that any instance serves any request.
 * They are written behind to PostgreSQL within a second and come back from there. Source: docs, Reliability, rules for all.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@comptoir/service-kit/db/database';
import { Problem, problem, unavailable } from '@comptoir/service-kit/http/problem';
import type { Logger } from '@comptoir/service-kit/logger';
import { startLoop } from '@comptoir/service-kit/loop';
import { Counter, Gauge, type Registry } from 'prom-client';
import { type Cart, cart } from '../cart.ts';
import { noCart, tooBusy } from '../refusals.ts';
import { type Kept, putCart, type Storage } from './put.ts';
import { startWriteBehind, writeCarts } from './write-behind.ts';

type Answer = Readonly<{ status: number; body: unknown }>;
type Outcome = Readonly<{ answer: Answer; replayed: boolean }>;
/** `request` is a hash of what was asked. */
export type Key = Readonly<{ key: string; request: string }>;
export type Step = (cart: Cart) => Promise<Cart> | Cart;
type Told = (cart: Cart) => Promise<Answer> | Answer;

export type Carts = Readonly<{
  /** Undefined for a cart that never was, has gone, or was deleted. */
  read(sessionId: string): Promise<Cart | undefined>;
  /** Also one that was deleted. */
  readAny(sessionId: string): Promise<Cart | undefined>;
  /**
   * Changes a cart as one step, tried again when another was quicker. `step` gets the cart, or `fresh` when there is none;
   * both functions may run several times.
   * @param told what is answered for the cart as it then is.
   * @throws Problem 404 when there is no cart and no `fresh`; 422 for a key that was used for something else.
   */
  change(sessionId: string, key: Key | undefined, step: Step, told: Told, fresh?: Cart): Promise<Outcome>;
  /** For what may not be lost with Redis. */
  writeNow(sessionId: string): Promise<void>;
}>;

const forgetEveryMs = 3_600_000;
const keysMax = 500;
const triesMax = 200;
/** More changes than a cart can have in the second that Redis may lose: a lost version's number is never used again. */
const restoredVersionStep = 10_000;

type Parts = Storage &
  Readonly<{
    database: Database;
    logger: Logger;
    metrics: Registry;
    onClose(close: () => Promise<void>): void;
  }>;

export function openCarts(parts: Parts): Carts {
  const { database, redis, shelves, metrics } = parts;
  const changes = new Counter({
    name: 'cart_changes_total',
    help: 'Changes of carts: stored, replayed, or tried again because another was quicker.',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  const restored = new Counter({
    name: 'cart_restored_total',
    help: 'Carts that came back from PostgreSQL.',
    registers: [metrics],
  });
  new Gauge({
    name: 'cart_behind',
    help: 'Carts that changed in Redis and are not yet written to PostgreSQL.',
    registers: [metrics],
    async collect() {
      const counts = Promise.all(shelves.all.map(({ behind }) => redis.zcard(behind)));
      this.set(
        await counts.then(
          (told) => told.reduce((sum, count) => sum + count, 0),
          () => Number.NaN,
        ),
      );
    },
  });
  const cleaner = startLoop('forgetting old carts', forgetEveryMs, parts.logger, () =>
    database.query(`delete from cart where changed_at < now() - interval '30 days'`),
  );
  parts.onClose(() => cleaner.close());
  const writer = startWriteBehind(parts);
  parts.onClose(() => writer.close());

  async function load(id: string): Promise<Cart | undefined> {
    const value = await reaching(redis.hget(shelves.of(id).cart(id), 'value'));
    if (value !== null) return cart.parse(JSON.parse(value));
    const rows = await database.query<{ value: unknown }>(
      `select value from cart where id = $1 and changed_at > now() - interval '30 days'`,
      [id],
    );
    if (!rows[0]) return undefined;
    const kept = cart.parse(rows[0].value);
    if (await put(0, { ...kept, version: kept.version + restoredVersionStep })) restored.inc();
    return load(id);
  }

  const put = (expected: number, next: Cart, kept?: Kept) => reaching(putCart(parts, expected, next, kept));

  async function replay(held: Cart, key: Key, told: Told): Promise<Answer | undefined> {
    const first = held.done.find((one) => one.key === key.key);
    if (!first) return undefined;
    if (first.request !== key.request)
      throw problem(
        422,
        'idempotency-key-reused',
        'This Idempotency-Key was used for another request',
        'Use a new key for a new request.',
      );
    const stored = await reaching(redis.get(shelves.of(held.sessionId).answer(held.sessionId, key.key)));
    if (stored !== null) return JSON.parse(stored) as Answer;
    // Redis lost the answer's words, not the fact: nothing is done again, the cart is told as it is.
    return told(held);
  }

  return {
    async read(id) {
      const found = await load(id);
      return found?.status === 'deleted' ? undefined : found;
    },
    readAny: load,
    async change(id, key, step, told, fresh) {
      for (let tries = 1; tries <= triesMax; tries += 1) {
        const held = (await load(id)) ?? fresh;
        if (!held) throw noCart();
        const first = key && (await replay(held, key, told));
        if (first) {
          changes.inc({ outcome: 'replayed' });
          return { answer: first, replayed: true };
        }
        if (held.status === 'deleted') throw noCart();
        const version = held.version + 1;
        const done = key ? [...held.done, { key: key.key, request: key.request }].slice(-keysMax) : held.done;
        const next = await step({ ...held, version, done });
        const answer = await told(next);
        if (await put(held.version, next, key && { key: key.key, answer })) {
          changes.inc({ outcome: 'stored' });
          return { answer, replayed: false };
        }
        changes.inc({ outcome: 'conflict' });
        await pause(Math.random() * Math.min(50, tries * 2));
      }
      throw tooBusy();
    },
    async writeNow(id) {
      const value = await reaching(redis.hget(shelves.of(id).cart(id), 'value'));
      if (value !== null) await writeCarts(database, [value]);
    },
  };
}

/** Redis away is "not now": the caller may try the same again. */
export async function reaching<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw error instanceof Problem ? error : unavailable('The store of carts', error);
  }
}
