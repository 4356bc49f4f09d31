import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseHeader } from '@comptoir/sync-protocol/records/frame';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';
import type { Till } from './support/till.ts';

let shop: Shop;
let till: Till;
beforeEach(async () => {
  shop = await openShop();
  till = await shop.till('1');
});
afterEach(() => shop.close());

const file = (name: string) => join(shop.dataDir, name);
const asideOf = (name: string) =>
  readdirSync(shop.dataDir).filter((entry) => entry.startsWith(`${name}.damaged-`) && /\d$/.test(entry));

async function sell(count: number): Promise<string[]> {
  await till.logIn();
  const open = await till.call('GET', '/shifts/current');
  const shiftId = open.status === 200 ? String(open.body.shiftId) : (await till.openShift()).shiftId;
  const numbers: string[] = [];
  for (let sale = 0; sale < count; sale += 1) {
    const { status, body } = await till.call('POST', '/sales', saleOf({ shiftId }));
    expect(status, JSON.stringify(body)).toBe(201);
    numbers.push(String(body.receiptNumber));
  }
  return numbers;
}

/** Overwrites a page in the middle of the records' tree. */
function spoilRecords(): void {
  const db = new Database(file('journal.db'), { readonly: true });
  const pages = db
    .prepare<[], number>(
      `select pageno from dbstat where name = 'record' and pagetype = 'leaf' order by path`,
    )
    .pluck()
    .all();
  db.close();
  const handle = openSync(file('journal.db'), 'r+');
  writeSync(handle, Buffer.alloc(4_096, 0xa5), 0, 4_096, ((pages[2] ?? 1) - 1) * 4_096);
  closeSync(handle);
}

const records = () => shop.agent.journal.recordsAfter(0, 1_000, 1e9).map(({ lines }) => lines);
const openedBody = () => JSON.parse(records()[0]?.body ?? '{}');

test('E18: of a journal’s file with bad pages all that can be read goes on, in a new journal that says so; numbers do not repeat', async () => {
  const before = await sell(12);
  const old = shop.agent.journal.id;
  // The agent met the bad page, ended, and left word.
  shop = await shop.restart({}, () => {
    spoilRecords();
    writeFileSync(file('disk-failed'), '');
  });
  till = till.movedTo(shop.base);
  expect(shop.agent.journal.id).not.toBe(old);
  expect(openedBody()).toMatchObject({ reason: 'damaged', predecessor: { journal: old } });
  expect(shop.agent.edge.state()).toMatchObject({ journal: 'altered' });
  expect(asideOf('journal.db')).toHaveLength(1);
  const recovered = records().filter(({ header }) => parseHeader(header)?.kind === 'recovered');
  expect(recovered.length).toBeGreaterThan(4);
  const numbers = [...before, ...(await sell(2))];
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('E18: where nothing can be read of the journal’s file, the store begins a new journal and sells once a till is paired again', async () => {
  await sell(1);
  shop = await shop.restart({}, () =>
    writeFileSync(file('journal.db'), 'not a database at all, but long enough'),
  );
  expect(openedBody()).toMatchObject({ reason: 'damaged' });
  expect(shop.agent.edge.state()).toMatchObject({ journal: 'altered' });
  till = await shop.till('1');
  expect(await sell(1)).toHaveLength(1);
});

test('E18: a damaged replica is put aside, and the store waits for it to come again from the cloud', async () => {
  shop = await shop.restart({}, () => writeFileSync(file('replica.db'), 'torn'.repeat(2_000)));
  expect(asideOf('replica.db')).toHaveLength(1);
  expect(shop.agent.edge.readiness()).toMatchObject({ ready: false });
});
