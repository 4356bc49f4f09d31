import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { recordHash as protocolHash } from '@comptoir/sync-protocol/records/hash';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalHistory } from '../src/back-office/journal-history.ts';
import { recordHash } from '../src/journal/hash.ts';
import { placeOf } from '../src/journal/place.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function sellSome(count: number): Promise<void> {
  const till = await shop.till('1');
  await till.logIn();
  const { shiftId } = await till.openShift();
  for (let at = 0; at < count; at += 1) await till.call('POST', '/sales', saleOf({ shiftId }));
}
const journalFile = () => join(shop.dataDir, 'journal.db');

/** As somebody would who has the file, a tool and no scruples: the triggers are his to drop. */
function tamper(sql: string): void {
  const db = new Database(journalFile());
  db.function('sha256_base64', (text: unknown) => createHash('sha256').update(String(text)).digest('base64'));
  db.function('forged', (previous: unknown) =>
    recordHash(previous as Buffer, { header: 'x', body: 'x', personal: '' }),
  );
  for (const trigger of ['record_stays', 'record_is_not_replaced', 'record_does_not_change'])
    db.exec(`drop trigger ${trigger}`);
  db.exec(sql);
  db.close();
}

test('E12: the native hash is that of the protocol, for any lines', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.string(),
      fc.string(),
      fc.string(),
      (previous, header, body, personal) => {
        const lines = { header, body, personal };
        return recordHash(Buffer.from(previous), lines).equals(protocolHash(previous, lines));
      },
    ),
  );
});

test('E7: a long tail is checked in turns, and a sale that comes between two of them is checked with the rest', async () => {
  await sellSome(1);
  const { journal } = shop.agent;
  const append = () =>
    journal.transaction(() => journal.append({ kind: 'drawer.opened', body: '{"reason":"no-sale"}' }));
  for (let count = 0; count < 250; count += 1) append();
  const check = journal.tailCheck();
  let turns = 0;
  let verdict = check.next();
  for (; !verdict.done; verdict = check.next()) {
    turns += 1;
    append();
  }
  expect(turns).toBeGreaterThan(1);
  const { seq, hash } = journal.tail();
  expect(verdict.value).toEqual({ sound: true, seq, hash });
});

test.each([
  ['deleted', 'delete from record'],
  ['changed in its body', "update record set body = '{}'"],
  ['changed in its hash', 'update record set hash = zeroblob(32)'],
  [
    'replaced',
    `insert or replace into record select place, kind, business_date, header, '{}', personal, hash from record`,
  ],
  ['given a personal line that it never had', "update record set personal = 'erased x'"],
])('E12: a record cannot be %s', (_name, sql) => {
  const db = new Database(journalFile());
  db.function('sha256_base64', (text: unknown) => createHash('sha256').update(String(text)).digest('base64'));
  expect(() => db.exec(sql)).toThrow(/journal record/);
  db.close();
});

test('C2: of a record the personal line alone can be erased, to the digest of what it held', () => {
  const file = new Database(journalFile());
  file.function('sha256_base64', (text: unknown) =>
    createHash('sha256').update(String(text)).digest('base64'),
  );
  file.exec('drop trigger record_is_not_replaced');
  file.exec(
    `insert into record values (${placeOf(9, 1)}, 'note', '2026-11-24', '{}', '{}', 'salt {"name":"Zoé"}', zeroblob(32))`,
  );
  expect(() =>
    file.exec(`update record set personal = 'erased wrong' where place = ${placeOf(9, 1)}`),
  ).toThrow();
  const digest = createHash('sha256').update('salt {"name":"Zoé"}').digest('base64');
  file.exec(`update record set personal = 'erased ${digest}' where place = ${placeOf(9, 1)}`);
  expect(() =>
    file.exec(`update record set personal = 'erased other' where place = ${placeOf(9, 1)}`),
  ).toThrow();
  file.close();
});

test('E12: an untouched journal verifies, also after a restart: no false alarm', async () => {
  await sellSome(3);
  const before = shop.agent.journal.id;
  shop = await shop.restart();
  expect(shop.agent.journal.id).toBe(before);
  expect(shop.agent.edge.state().journal).toBe('sound');
});

test.each([
  [
    'an altered byte in a sale',
    `update record set body = replace(body, '"fr"', '"en"') where place = ${placeOf(1, 5)}`,
    5,
  ],
  [
    'a record that became something else, hash and all,',
    `update record set header = 'x', body = 'x', hash = forged((select hash from record where place = ${placeOf(1, 4)})) where place = ${placeOf(1, 5)}`,
    5,
  ],
  ['a record taken out', `delete from record where place = ${placeOf(1, 4)}`, 4],
  [
    'two records exchanged',
    `update record set place = 0 where place = ${placeOf(1, 3)}; update record set place = ${placeOf(1, 3)} where place = ${placeOf(1, 4)}; update record set place = ${placeOf(1, 4)} where place = 0`,
    3,
  ],
])(
  'E12: %s is found at start; the store sells on in a new journal that names it',
  async (_name, sql, firstBad) => {
    await sellSome(3);
    const old = shop.agent.journal.id;
    shop = await shop.restart({}, () => tamper(sql));
    const { journal, edge } = shop.agent;
    expect(journal.id).not.toBe(old);
    expect(edge.state().journal).toBe('altered');
    const [opened] = journal.recordsAfter(0, 1, 1e9);
    expect(JSON.parse(opened?.lines.body ?? '')).toMatchObject({
      reason: 'damaged',
      predecessor: { journal: old, seq: firstBad - 1 },
    });
    expect(journal.checkTail().sound).toBe(true);
    const file = new Database(journalFile(), { readonly: true });
    expect(journalHistory(file)).toMatchObject([
      { reason: 'damaged', predecessorSeq: firstBad - 1, seq: journal.tail().seq, cosignedSeq: 0 },
      { reason: 'new', predecessorSeq: null, recovered: 0 },
    ]);
    file.close();

    const till = await shop.till('1');
    await till.logIn();
    const shift = (await till.call('GET', '/shifts/current')).body;
    const reply = await till.call('POST', '/sales', saleOf({ shiftId: String(shift.shiftId) }));
    expect(reply).toMatchObject({ status: 201, body: { receiptNumber: `012-1-${journal.series}-000001` } });
  },
);

test('S1: what no cosignature covered is carried into the new journal, byte for byte', async () => {
  await sellSome(2);
  const old = shop.agent.journal.recordsAfter(0, 100, 1e9);
  shop.agent.journal.openNew('rolled-back');
  const carried = shop.agent.journal
    .recordsAfter(1, 100, 1e9)
    .map(({ lines }) => JSON.parse(lines.body) as { header: string; body: string; hash: string });
  expect(carried.map(({ header, body }) => ({ header, body }))).toEqual(
    old.map(({ lines }) => ({ header: lines.header, body: lines.body })),
  );
  expect(carried.map(({ hash }) => hash)).toEqual(old.map(({ hash }) => hash.toString('base64')));
});

test('S1: what was carried over once and still is not acknowledged is carried on, not wrapped again', async () => {
  await sellSome(1);
  const { journal } = shop.agent;
  journal.openNew('rolled-back');
  const once = journal.recordsAfter(1, 100, 1e9).map(({ lines }) => lines.body);
  journal.openNew('forked');
  const twice = journal.recordsAfter(1, 100, 1e9).map(({ lines }) => lines.body);
  expect(twice).toEqual(expect.arrayContaining(once));
  expect(twice).toHaveLength(once.length + 1);
});

test('S4: a transaction that fails gives its receipt number back', () => {
  const { journal } = shop.agent;
  const entry = { kind: 'sale', body: '{}', register: '1', numberedFor: 'r-1' };
  const first = journal.transaction(() => journal.append(entry));
  expect(() =>
    journal.transaction(() => {
      journal.append(entry);
      throw new Error('power');
    }),
  ).toThrow('power');
  const second = journal.transaction(() => journal.append(entry));
  expect([first.seq, second.seq]).toEqual([2, 3]);
  expect([first.number, second.number].map((number) => number?.slice(-6))).toEqual(['000001', '000002']);
});

test('a batch holds whole records, at most as many bytes as asked but one record at least', async () => {
  await sellSome(2);
  const { journal } = shop.agent;
  const all = journal.recordsAfter(0, 100, 1e9);
  expect(journal.recordsAfter(0, 100, 1)).toHaveLength(1);
  expect(journal.recordsAfter(2, 2, 1e9).map(({ seq }) => seq)).toEqual([3, 4]);
  const size = (at: number) =>
    Object.values(all[at]?.lines ?? {}).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  expect(journal.recordsAfter(0, 100, size(0) + size(1))).toHaveLength(2);
  expect(journal.recordsAfter(0, 100, size(0) + size(1) - 1)).toHaveLength(1);
});

test('the cosignature moves forward only, and what it covers is no longer unsent', async () => {
  await sellSome(2);
  const { journal } = shop.agent;
  expect(journal.unsent()).toEqual({ records: 6, sales: 2 });
  const at = (seq: number) => ({
    seq,
    hash: journal.recordAt(seq)?.hash ?? Buffer.alloc(32),
    cosignature: `c${seq}`,
  });
  journal.storeCosignature(at(4));
  journal.storeCosignature(at(2));
  expect(journal.cosigned()).toMatchObject({ seq: 4, cosignature: 'c4' });
  expect(journal.unsent()).toEqual({ records: 2, sales: 1 });
});
