/** A store's clock that jumps, while it sells: real files, real HTTP, and the agent's own clock as an argument. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { readBooks } from './crash/books.ts';
import { cutOff } from './support/offline.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import type { Reply, Till } from './support/till.ts';

let shop: Shop;
afterEach(() => shop.close());

const hourMs = 3_600_000;
/** Two days on and back, a leap within a minute, a night, and a clock that stands. */
const jumpsMs = [48 * hourMs, -48 * hourMs, -40_000, 9 * hourMs, 0, -27 * hourMs, 26 * hourMs, -5_000];

test('E5, E13: a clock that jumps stops no sale, and no order, number, date or id goes back', async () => {
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  shop = await openShop({ clock });
  const { till, call, shiftId } = await openTill(() => aheadMs);
  const sold: string[] = [];
  for (const jumpMs of jumpsMs) {
    aheadMs += jumpMs;
    for (let n = 0; n < 2; n += 1) {
      const sale = saleOf({ shiftId });
      let reply = await call('POST', '/sales', sale);
      // A session may have ended by the clock: the cashier types a PIN, and the same sale is taken.
      if (reply.status === 401) {
        await logIn(call, till);
        reply = await call('POST', '/sales', sale);
      }
      expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201 });
      sold.push(sale.saleId);
    }
  }
  expect(readBooks(shop.dataDir).saleIds).toEqual(sold);
  const db = new Database(join(shop.dataDir, 'journal.db'), { readonly: true });
  const headers = db.prepare<[], string>('select header from record order by place').pluck().all();
  db.close();
  const told = headers.map((header): { id: string; businessDate: string } => JSON.parse(header));
  for (const one of ['id', 'businessDate'] as const)
    expect(told.map((header) => header[one])).toEqual(told.map((header) => header[one]).toSorted());
});

const tillKinds = (): string[] => {
  const db = new Database(join(shop.dataDir, 'journal.db'), { readonly: true });
  const kinds = db
    .prepare<[], string>("select kind from record where kind like 'clock.%' order by place")
    .pluck()
    .all();
  db.close();
  return kinds;
};

test('E5: a clock that leaps ahead is asked about, and begins no business date until the manager has said that it is right', async () => {
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  shop = await openShop({ clock });
  const { till, call, shiftId } = await openTill(() => aheadMs);
  const day = shop.agent.edge.state().businessDate;
  aheadMs = 48 * hourMs;
  await logIn(call, till);
  expect(await call('POST', '/sales', saleOf({ shiftId }))).toMatchObject({ status: 201 });
  const doubted = shop.agent.edge.state();
  expect(doubted.businessDate).toBe(day);
  expect(doubted.clockSuspect).not.toBeNull();
  // Also over a restart: nobody has answered yet.
  shop = await shop.restart({ clock });
  expect(shop.agent.edge.state().businessDate).toBe(day);
  const visit = await backOffice('POST', '/sessions', { staffId: 'u-martin', pin: '9876' });
  expect((await backOffice('POST', '/clock/settle', undefined, visit.session)).status).toBe(204);
  await until('the answer is in the journal', async () => tillKinds().length === 2);
  expect(tillKinds()).toEqual(['clock.suspect', 'clock.settled']);
  const settled = shop.agent.edge.state();
  expect(settled.clockSuspect).toBeNull();
  expect(settled.businessDate > day).toBe(true);
});

test('E5: only a comparison made after the jump lets head office settle it, not what was measured before', async () => {
  let aheadMs = 0;
  let tell = () => {};
  let compare = (_skewMs: number): void => {};
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  shop = await openShop({
    clock,
    // The line is up; the last session compared the clocks when all was well.
    startSync: (parts) => {
      compare = parts.onClockCompared ?? compare;
      const link = { ...cutOff(parts).state(), link: 'online' } as const;
      const onChange = (listener: () => void) => {
        const before = tell;
        tell = () => [before(), listener()];
        return () => undefined;
      };
      return { ...cutOff(parts), state: () => link, onChange };
    },
  });
  aheadMs = 48 * hourMs;
  const { call, shiftId } = await openTill(() => aheadMs);
  await call('POST', '/sales', saleOf({ shiftId }));
  tell();
  expect(shop.agent.edge.state().clockSuspect).not.toBeNull();
  compare(-aheadMs);
  expect(shop.agent.edge.state().clockSuspect).not.toBeNull();
  compare(500);
  expect(shop.agent.edge.state().clockSuspect).toBeNull();
});

test('E5: a clock that was put back is told, and believed again once it is put right', async () => {
  let aheadMs = 0;
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  shop = await openShop({ clock });
  aheadMs = -3 * hourMs;
  // Found at a start, too: the newest record is of a later hour.
  shop = await shop.restart({ clock });
  await until('the jump is in the journal', async () => tillKinds().length === 1);
  expect(shop.agent.edge.state().clockSuspect).not.toBeNull();
  aheadMs = 0;
  // What is written next looks at the clock first.
  const till = await shop.till('1');
  await logIn(async (method, path, body) => till.call(method, path, body, await till.token(240)), till);
  await till.call('POST', '/shifts', { floatMinor: 10_000 });
  await until('it is put right', async () => tillKinds().length === 2);
  expect(shop.agent.edge.state().clockSuspect).toBeNull();
});

/** A terminal goes by the clock of its edge. */
async function openTill(aheadMs: () => number) {
  const till = await shop.till('1');
  const call = async (method: string, path: string, body: unknown): Promise<Reply> =>
    till.call(method, path, body, await till.token(240, -Math.round(aheadMs() / 1_000)));
  await logIn(call, till);
  const { shiftId } = (await call('POST', '/shifts', { floatMinor: 10_000 })).body;
  return { till, call, shiftId: String(shiftId) };
}

async function backOffice(method: string, path: string, body?: object, session?: string) {
  const response = await fetch(`${shop.base}/edge/v1/back-office${path}`, {
    method,
    headers: {
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told = response.status === 204 ? {} : ((await response.json()) as { session?: string });
  return { status: response.status, ...told };
}

async function logIn(
  call: (method: string, path: string, body: unknown) => Promise<Reply>,
  till: Till,
): Promise<void> {
  const { status, body } = await call('POST', '/sessions', { staffId: 'u-camille', pin: '1234' });
  expect(status).toBe(201);
  till.session = String(body.session);
}
