/** Needs PostgreSQL: who may carry a checkout on, and from when. Fault model: processes die, hang, or lose a connection. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase } from '@comptoir/service-kit/db/database';
import { createLogger } from '@comptoir/service-kit/logger';
import { freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { orderService } from '../src/service.ts';
import { type Executors, joinExecutors } from '../src/store/executors.ts';
import { dueSagas, takeLease } from '../src/store/sagas.ts';

const soonMs = 15_000;
const logger = createLogger('order', 'silent');
const { migrations } = orderService();
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: Database;
const joined: Executors[] = [];

beforeAll(async () => {
  fresh = await freshDatabase(inject('postgresUrl'));
  database = await openDatabase({ url: fresh.url, service: 'order', migrations, logger });
}, 60_000);
afterEach(async () => {
  await Promise.all(joined.splice(0).map((executors) => executors.close()));
});
afterAll(async () => {
  await database?.close();
  await fresh?.drop();
});

/** An executor that is here. */
async function joins(leaseMs = 120_000) {
  const executors = joinExecutors(database, logger);
  joined.push(executors);
  await expect.poll(() => executors.number(), { timeout: soonMs }).not.toBeNull();
  return {
    executors,
    take: (orderId: string) => takeLease({ database, leaseMs, executors }, orderId),
    /** As its sweeper does. */
    async sees(orderId: string): Promise<boolean> {
      await executors.look();
      return (await dueSagas(database, executors, 100)).includes(orderId);
    },
  };
}

async function checkout(): Promise<string> {
  const orderId = randomUUID();
  await database.query(
    `insert into customer_order (id, number, access_token, status, delivery_method, language, cart_session_id, frozen,
       currency, total_minor, business_date)
     values ($1, $2, 't', 'pending', 'ship', 'fr', $2, '{"lines": []}', 'CAD', 1, '2026-11-30')`,
    [orderId, orderId],
  );
  await database.query(
    `insert into saga (order_id, state, asker, idempotency_key, body_hash, payment, due_at)
     values ($1, 'reserving', 'guest', $2, 'hash', '{"provider": "local"}', now())`,
    [orderId, orderId],
  );
  return orderId;
}

test('O1: a checkout whose executor died is taken over at once, however long its lease', async () => {
  const [one, other] = [await joins(), await joins()];
  const orderId = await checkout();
  expect((await one.take(orderId))?.saga.version).toBe(1);
  expect(await other.take(orderId)).toBeUndefined();
  expect(await other.sees(orderId)).toBe(false);
  await one.executors.close();
  await expect.poll(() => other.sees(orderId), { timeout: soonMs }).toBe(true);
  expect((await other.take(orderId))?.saga.version).toBe(2);
  // Theirs now, and they are there.
  const third = await joins();
  expect(await third.sees(orderId)).toBe(false);
  expect(await third.take(orderId)).toBeUndefined();
});

test('O1: an executor whose connection broke is here again by the same number, and keeps what it has in hand', async () => {
  const [one, other] = [await joins(), await joins()];
  const orderId = await checkout();
  const number = one.executors.number();
  await one.take(orderId);
  const lockedBy = async () => {
    const [row] = await database.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and objid = $1::bigint::oid and granted`,
      [number],
    );
    return row?.pid;
  };
  const broken = await lockedBy();
  await database.query('select pg_terminate_backend($1)', [broken]);
  await expect
    .poll(async () => [undefined, broken].includes(await lockedBy()), { timeout: soonMs })
    .toBe(false);
  await expect.poll(() => one.executors.number(), { timeout: soonMs }).toBe(number);
  // Longer than it takes to believe that somebody is gone.
  for (const _ of [1, 2, 3]) {
    expect(await other.sees(orderId)).toBe(false);
    await sleep(600);
  }
  expect(await other.take(orderId)).toBeUndefined();
});

test('O1: a checkout whose executor is there and does nothing is taken over when its lease ends', async () => {
  const [hanging, other] = [await joins(500), await joins()];
  const orderId = await checkout();
  await hanging.take(orderId);
  await expect.poll(() => other.sees(orderId), { timeout: soonMs }).toBe(true);
  expect((await other.take(orderId))?.saga.version).toBe(2);
});
