import { randomUUID } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaleCommitted, Shift } from '../src/api.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';
import type { Till } from './support/till.ts';

let shop: Shop;
let till: Till;
let shiftId: string;

beforeEach(async () => {
  shop = await openShop();
  till = await shop.till('1');
  await till.logIn();
  ({ shiftId } = await till.openShift());
  // The agent was away, the till was locked meanwhile: nobody is logged in.
  till.session = '';
});
afterEach(() => shop.close());

const handOver = (sale: object) => till.call('POST', '/sales', sale);
const committed = (body: unknown) => body as SaleCommitted;
const countOf = ({ receiptNumber }: SaleCommitted) => Number(receiptNumber.slice(-6));
const kinds = () =>
  shop.agent.journal
    .recordsAfter(0, 1_000, 1e9)
    .map(({ lines }) => (JSON.parse(lines.header) as { kind: string; actor?: string }).kind);

test('E8: a sale made while the agent was away is taken from the terminal alone, booked to its cashier, and opens no drawer', async () => {
  const { status, body } = await handOver(saleOf({ shiftId, provisional: 1 }));
  expect(status).toBe(201);
  expect(committed(body).flags).toEqual(['provisional']);
  expect(JSON.parse(committed(body).header)).toMatchObject({
    kind: 'sale',
    actor: 'u-camille',
    register: '1',
  });
  expect(kinds()).toEqual(['journal.opened', 'shift.opened', 'sale']);
});

test('E8 E11: any other sale still wants a cashier who is logged in', async () => {
  expect(await handOver(saleOf({ shiftId }))).toMatchObject({
    status: 401,
    body: { type: '/problems/not-logged-in' },
  });
});

test('E8: a hand-over that is doubled, at once and after the answer was lost, is one sale with one number', async () => {
  const bytes = JSON.stringify(saleOf({ shiftId, provisional: 1 }));
  const replies = await Promise.all([handOver(JSON.parse(bytes)), handOver(JSON.parse(bytes))]);
  replies.push(await handOver(JSON.parse(bytes)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  expect(new Set(replies.map(({ body }) => committed(body).receiptNumber)).size).toBe(1);
  expect(kinds().filter((kind) => kind === 'sale')).toHaveLength(1);
});

test('E8 S4: whatever is lost, repeated or sent again after a restart, each sale has one number and no number is missing', async () => {
  const attempts = fc.array(fc.constantFrom('answered', 'answer lost', 'agent restarted'), {
    minLength: 1,
    maxLength: 6,
  });
  const numbers: number[] = [];
  await fc.assert(
    fc.asyncProperty(attempts, async (tries) => {
      const sale = saleOf({ shiftId, provisional: numbers.length + 1 });
      for (const one of tries) {
        if (one === 'agent restarted') {
          shop = await shop.restart();
          till = till.movedTo(shop.base);
        } else await handOver(sale);
      }
      numbers.push(countOf(committed((await handOver(sale)).body)));
    }),
    { numRuns: 12 },
  );
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('E8: a terminal’s count that jumps is flagged: a sale of it is missing', async () => {
  const flags = [];
  for (const provisional of [1, 2, 4, 5]) {
    flags.push(committed((await handOver(saleOf({ shiftId, provisional }))).body).flags);
  }
  expect(flags).toEqual([
    ['provisional'],
    ['provisional'],
    ['provisional', 'provisional-hole'],
    ['provisional'],
  ]);
});

test('E8 E5: a sale of a shift that is closed meanwhile goes into the open one, and into exactly one Z', async () => {
  await till.logIn();
  await till.call('POST', '/shifts/current/close', { countedMinor: 10_000 });
  const late = saleOf({ shiftId, provisional: 1 });
  expect(await handOver(late)).toMatchObject({ status: 409, body: { type: '/problems/no-shift' } });
  await till.openShift();
  expect(committed((await handOver(late)).body).flags).toEqual(['provisional', 'shift-differs']);
  expect((await till.call('GET', '/shifts/current')).body).toMatchObject({ saleCount: 1 });
});

test('E8: a shift that the terminal opened by itself is handed over once, then its sales', async () => {
  const away = { shiftId: randomUUID(), cashierId: 'u-camille' };
  const second = await shop.till('2');
  const handOverShift = () => second.call('POST', '/shifts', { floatMinor: 5_000, away });
  const replies = [await handOverShift(), await handOverShift()];
  expect(replies.map(({ status }) => status)).toEqual([201, 201]);
  for (const { body } of replies) {
    expect(body as unknown as Shift).toMatchObject({
      shiftId: away.shiftId,
      floatMinor: 5_000,
      openedBy: 'u-camille',
    });
  }
  expect(kinds().filter((kind) => kind === 'shift.opened')).toHaveLength(2);
  const sold = await second.call('POST', '/sales', saleOf({ shiftId: away.shiftId, provisional: 1 }));
  expect(sold).toMatchObject({ status: 201, body: { flags: ['provisional'] } });
});

test('E8: without the terminal’s word that it was away, a shift wants a cashier', async () => {
  expect(await till.call('POST', '/shifts', { floatMinor: 0 })).toMatchObject({ status: 401 });
});

test('E3 E8: a customer brings goods back with the provisional number, which leads to the sale and its receipt; one that was never given leads nowhere', async () => {
  const sales = [saleOf({ shiftId, provisional: 1 }), saleOf({ shiftId, provisional: 2 })];
  const [, second] = [await handOver(sales[0] ?? {}), await handOver(sales[1] ?? {})];
  await till.logIn();
  const find = (receipt: string) => till.call('POST', '/returns/find', { receipt });
  const number = sales[1]?.provisionalNumber ?? '';
  expect(number).toMatch(/^P-/);
  expect(await find(number.toLowerCase())).toMatchObject({
    status: 200,
    body: { saleId: sales[1]?.saleId, receiptNumber: committed(second.body).receiptNumber },
  });
  expect(await find(`${number.slice(0, -1)}7`)).toMatchObject({
    status: 404,
    body: { type: '/problems/unknown-receipt' },
  });
});

/** The disk of a moment ago takes the place of what was written since. */
async function olderDisk(write: () => Promise<void>): Promise<void> {
  const { dataDir } = shop;
  const copy = `${dataDir}-older`;
  const restart = async (meanwhile: () => void) => {
    shop = await shop.restart({}, meanwhile);
    till = till.movedTo(shop.base);
    till.session = '';
  };
  await restart(() => cpSync(dataDir, copy, { recursive: true }));
  await write();
  await restart(() => {
    rmSync(dataDir, { recursive: true });
    cpSync(copy, dataDir, { recursive: true });
    rmSync(copy, { recursive: true });
  });
}

const giveBack = (sale: object, { receiptNumber }: SaleCommitted) =>
  till.call('POST', `/sales?formerly=${receiptNumber}`, sale);

test('E13: a sale that an older disk has no more is taken back from its till once, without a cashier, and opens no drawer', async () => {
  const sale = saleOf({ shiftId });
  let before: SaleCommitted | undefined;
  await olderDisk(async () => {
    await till.logIn();
    before = committed((await till.call('POST', '/sales', sale)).body);
  });
  if (!before) throw new Error('nothing was sold');
  expect(await handOver(sale)).toMatchObject({ status: 401 });
  expect(await till.call('POST', '/sales?formerly=12', sale)).toMatchObject({ status: 400 });
  const replies = [await giveBack(sale, before), await giveBack(sale, before)];
  expect(replies.map(({ status }) => status)).toEqual([201, 200]);
  expect(replies.map(({ body }) => committed(body).flags)).toEqual([['given-back'], ['given-back']]);
  expect(kinds()).toEqual(['journal.opened', 'shift.opened', 'sale']);
  expect((await till.call('GET', '/shifts/current')).body).toMatchObject({ saleCount: 1 });
});

test('E13: so is one of a shift that went with it, and one by a card whose payment went with it', async () => {
  const card = (amountMinor: number): Tender[] => [
    {
      ...{ kind: 'card', amountMinor, attemptId: randomUUID(), brand: 'VISA', last4: '4242' },
      ...{ entryMode: 'chip', approvalCode: '123456', terminalReference: 't-1' },
    },
  ];
  const sale = saleOf({ shiftId: randomUUID(), tenders: card });
  const number = { receiptNumber: '012-1-K7QF-000123' } as SaleCommitted;
  expect(await giveBack(sale, number)).toMatchObject({ status: 201 });
  expect(committed((await giveBack(sale, number)).body).flags).toEqual([
    'given-back',
    'card-not-seen',
    'shift-differs',
  ]);
  expect(await handOver(saleOf({ shiftId, provisional: 1, tenders: card }))).toMatchObject({
    status: 422,
    body: { type: '/problems/card-not-approved' },
  });
});
