/** What head office has signed for goes from the store's disk after 400 days, and nothing that a store relies on goes with it. */
import { lackingOf } from '@comptoir/sync-protocol/uploader/left-journals';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { journalMigrations } from '../src/database/journal-schema.ts';
import { openInMemory, type Sqlite } from '../src/database/open.ts';
import { Journal } from '../src/journal/journal.ts';
import { placeOf, seqOf } from '../src/journal/place.ts';
import { keptSince, letGo } from '../src/retention/let-go.ts';
import { OwnJournal } from '../src/sync/own-journal.ts';
import { atOnce } from '../src/turns.ts';
import { cloudPublicKey, sign } from './support/offline.ts';
import { saleOf } from './support/sale.ts';
import { openShop, type Shop, until } from './support/shop.ts';
import { registers, STORE_ID } from './support/store.ts';

const dayMs = 86_400_000;
let now = new Date();
const clock = { now: () => now };

function openBooks(): Readonly<{ db: Sqlite; journal: Journal }> {
  now = new Date('2024-01-15T15:00:00Z');
  const db = openInMemory(journalMigrations);
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `0193a000-0000-7000-8000-${String(ids).padStart(12, '0')}`;
  };
  const store = { id: STORE_ID, number: '012' };
  return { db, journal: new Journal({ db, clock, newId, store, timeZone: () => 'America/Toronto' }) };
}
const note = (journal: Journal) =>
  journal.transaction(() => journal.append({ kind: 'drawer.opened', body: '{"reason":"no-sale"}' }));

/** As if head office had signed for all up to `seq`. */
function cosign(journal: Journal, seq: number): void {
  const record = journal.recordAt(seq);
  if (record) journal.storeCosignature({ seq, hash: record.hash, cosignature: 'signed' });
}
const placesOf = (db: Sqlite): number[] =>
  db.prepare<[], number>('select place from record order by place').pluck().all();

test('E7: the months that go are whole, and more than 400 days old', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2024-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      (date) => {
        const since = keptSince(date.toISOString().slice(0, 10));
        expect(since.endsWith('-01')).toBe(true);
        const days = (date.getTime() - Date.parse(`${since}T00:00:00Z`)) / dayMs;
        expect(days).toBeGreaterThanOrEqual(400);
        expect(days).toBeLessThan(400 + 32);
      },
    ),
  );
});

/** Days that pass before a record, how much of the journal head office has signed for, and a new journal now and then. */
const story = fc.array(
  fc.record({ days: fc.integer({ min: 0, max: 90 }), signed: fc.boolean(), leaves: fc.boolean() }),
  { minLength: 5, maxLength: 60 },
);

test('E7: only what is old and signed for goes; the rest verifies, is sent, and is carried over as before', () => {
  fc.assert(
    fc.property(story, fc.integer({ min: 1, max: 5 }), (steps, turns) => {
      const { db, journal } = openBooks();
      for (const { days, signed, leaves } of steps) {
        now = new Date(now.getTime() + days * dayMs);
        note(journal);
        if (signed) cosign(journal, journal.tail().seq);
        if (leaves) journal.openNew('rolled-back');
      }
      const before = placesOf(db);
      const since = keptSince(journal.businessDate());
      const dates = new Map(
        before.map((place) => [
          place,
          journal.businessDateIn(Math.floor(place / placeOf(1, 0)), seqOf(place)) ?? '',
        ]),
      );
      const cosigned = new Map(
        db.prepare<[], [number, number]>('select ordinal, seq from cosignature').raw().all(),
      );

      // Cut short by the end of the process, and begun again.
      const cut = letGo({ db, journal, clock, sign });
      for (let turn = 0; turn < turns; turn += 1) if (cut.next().done) break;
      atOnce(letGo({ db, journal, clock, sign }));

      const after = new Set(placesOf(db));
      for (const place of before) {
        const [ordinal, seq] = [Math.floor(place / placeOf(1, 0)), seqOf(place)];
        const mayGo = seq > 1 && seq < (cosigned.get(ordinal) ?? 0) && (dates.get(place) ?? '') < since;
        expect(after.has(place)).toBe(!mayGo);
      }
      expect(journal.checkTail()).toMatchObject({ sound: true });
      expect(atOnce(journal.tailCheck(0))).toMatchObject({ sound: true, seq: journal.tail().seq });
      const unsent = journal.recordsAfter(journal.cosigned().seq, 1_000, 1e9);
      expect(unsent).toHaveLength(journal.unsent().records);
      db.close();
    }),
    { numRuns: 60 },
  );
});

test('E12: of a journal nothing can be deleted that head office has not signed for, or for which no head is kept', () => {
  const { db, journal } = openBooks();
  for (let count = 0; count < 9; count += 1) note(journal);
  const keep = (seq: number) =>
    db
      .prepare(
        `insert into kept_head values (1, ?, zeroblob(32), 'x', 'x')
         on conflict (ordinal) do update set seq = excluded.seq`,
      )
      .run(seq);
  const drop = (seq: number) => () => db.prepare('delete from record where place = ?').run(placeOf(1, seq));
  cosign(journal, 6);
  expect(drop(2)).toThrow(/journal record/);
  keep(4);
  drop(2)();
  expect(drop(1)).toThrow(/journal record/);
  expect(drop(5)).toThrow(/journal record/);
  expect(() => keep(3)).toThrow(/only goes on/);
  keep(6);
  expect(drop(3)).toThrow(/journal record/);
  expect(() => db.exec('delete from kept_head')).toThrow(/never deleted/);
  db.close();
});

/** A journal of three years, of which the older part went. */
function openOld() {
  const { db, journal } = openBooks();
  for (let month = 0; month < 36; month += 1) {
    now = new Date(now.getTime() + 30 * dayMs);
    note(journal);
  }
  const hashes = new Map(
    journal.recordsAfter(0, 1_000, 1e9).map(({ seq, hash }) => [seq, hash.toString('base64')]),
  );
  cosign(journal, 30);
  atOnce(letGo({ db, journal, clock, sign }));
  const own = new OwnJournal(journal, {
    cloudPublicKey: Buffer.from(cloudPublicKey).toString('base64'),
    keys: { inForce: { sign } },
  });
  const kept = journal.kept(1).seq;
  expect(kept).toBeGreaterThan(10);
  return { db, journal, own, hashes, kept };
}

test('E8: a till that was in a drawer for two years shows an old head: no alarm', () => {
  const { db, own, hashes, kept } = openOld();
  const told = (seq: number) => own.verdictOn({ journal: own.id, seq, hash: hashes.get(seq) ?? '' });
  expect([told(3), told(kept), told(kept + 1)]).toEqual([null, null, null]);
  db.close();
});

test('E7: a cloud restored from before what is kept gets all that is still here in a new journal', () => {
  const { db, journal, own, kept } = openOld();
  const [left, tail] = [journal.id, journal.tail().seq];
  expect(own.hashAt(3)).not.toBe(null);
  own.openNew('forked', { seq: 3, hash: 'of another history' }, 0);
  const carried = journal
    .recordsAfter(1, 1_000, 1e9)
    .map(({ lines }): { seq: number; previousHash: string } => JSON.parse(lines.body));
  expect(carried.map(({ seq }) => seq)).toEqual(
    Array.from({ length: tail - kept }, (_, index) => kept + 1 + index),
  );
  expect(carried[0]?.previousHash).toBe(journal.kept(1).hash.toString('base64'));
  expect(JSON.parse(journal.recordAt(1)?.lines.body ?? '').predecessor).toMatchObject({
    journal: left,
    seq: kept,
  });
  // Another cloud that lost it all asks for nothing that went.
  const [lacking] = lackingOf(own.left(), () => ({ seq: 0, hash: own.hashAt(0) ?? '' }));
  if (lacking) atOnce(own.carryLeft(lacking));
  expect(atOnce(journal.tailCheck(0))).toMatchObject({ sound: true });
  db.close();
});

let shop: Shop | undefined;
afterEach(() => shop?.close());

test('E3, E6: of a sale whose record went, nothing is doubled or printed, and where its receipt is is told', async () => {
  now = new Date('2025-01-15T15:00:00Z');
  // Time that passes, not a clock that leaps.
  shop = await openShop({ clock, monotonicMs: () => now.getTime() });
  const [register] = registers;
  if (!register) throw new Error('no register');
  const by = { register, staffId: 'u-camille', terminalId: 't-1' };
  shop.agent.edge.openShift(by, { floatMinor: 0 });
  const shiftId = shop.agent.edge.shifts.current(register)?.shiftId ?? '';
  const sale = saleOf({ shiftId });
  expect(shop.agent.edge.commitSale(by, JSON.stringify(sale))).toMatchObject({ first: true });

  now = new Date('2026-09-01T15:00:00Z');
  shop.agent.journal.closeWhatEnded();
  cosign(shop.agent.journal, shop.agent.journal.tail().seq);
  shop = await shop.restart();
  const { edge, journal } = shop.agent;
  await until('old records go', async () => journal.recordAt(2) === undefined);
  expect(edge.recentSales(register, 10)).toHaveLength(1);
  const long = { status: 409, type: 'long-ago', more: { receiptNumber: expect.any(String) } };
  expect(edge.commitSale(by, JSON.stringify(sale))).toMatchObject(long);
  const { saleId } = sale;
  expect(edge.print(register, { printId: 'p-1', saleId, language: 'fr', gift: false })).toMatchObject(long);
  expect(edge.recentSales(register, 10)).toHaveLength(1);
  expect(edge.state().journal).toBe('sound');
});
