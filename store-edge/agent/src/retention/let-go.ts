/**
 * What head office has signed for goes from this disk once it is old, by whole months, so that a store's file does not grow for ever. In
 * its place stays a head that we sign: the last record that went, by which what follows can still be verified. The first record of a
 * journal stays too; it says which one came before it. Source: docs/sync-protocol.md, Retention.
 */
import { headText } from '@comptoir/sync-protocol/records/head';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { placeOf } from '../journal/place.ts';
import type { Turns } from '../turns.ts';

/** A return within a year is found here, also while the store is cut off. */
const keptDays = 400;
/** Some 5 ms: sales go on between two turns. */
const goPerTurn = 200;
const dayMs = 86_400_000;

export type Retained = Readonly<{
  db: Sqlite;
  journal: Journal;
  clock: Clock;
  /** By the device's key, base64. */
  sign: (text: string) => string;
}>;
type Signed = { ordinal: number; id: string; seq: number };

/** @returns the first business date of what stays. */
export const keptSince = (businessDate: string): string => {
  const oldest = new Date(Date.parse(`${businessDate}T00:00:00Z`) - keptDays * dayMs);
  return `${oldest.toISOString().slice(0, 7)}-01`;
};

/** Cut short, it goes on at the next call. @returns how many records went. */
export function* letGo({ db, journal, clock, sign }: Retained): Turns<number> {
  const since = keptSince(journal.businessDate());
  const signed = db
    .prepare<[], Signed>('select ordinal, id, seq from journal join cosignature using (ordinal)')
    .all();
  const keep = db.prepare<[number, number, Buffer, string, string]>(
    `insert into kept_head (ordinal, seq, hash, signature, at) values (?, ?, ?, ?, ?)
     on conflict (ordinal) do update set seq = excluded.seq, hash = excluded.hash, signature = excluded.signature, at = excluded.at`,
  );
  const go = db.prepare<[number, number, number]>(
    `delete from record where place in (
       select place from record where place > ? and place <= ? order by place limit ?)`,
  );
  let gone = 0;
  for (const { ordinal, id, seq: signedSeq } of signed) {
    const kept = journal.kept(ordinal).seq;
    const lowest = Math.max(kept, 1);
    const seq = newestBefore(since, journal, ordinal, lowest, signedSeq - 1);
    const head = seq > lowest ? journal.recordIn(ordinal, seq) : undefined;
    const hash = head?.hash.toString('base64');
    if (head && hash !== undefined) {
      const signature = sign(headText({ journal: id, seq, hash }));
      journal.transaction(() => keep.run(ordinal, seq, head.hash, signature, clock.now().toISOString()));
    }
    for (;;) {
      const last = placeOf(ordinal, journal.kept(ordinal).seq);
      const { changes } = journal.transaction(() => go.run(placeOf(ordinal, 1), last, goPerTurn));
      gone += changes;
      if (changes < goPerTurn) break;
      yield;
    }
  }
  return gone;
}

/** Business dates never go back along a journal. @returns `low` when no record behind it is that old. */
function newestBefore(since: string, journal: Journal, ordinal: number, low: number, high: number): number {
  let [first, last] = [low, high];
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    const date = journal.businessDateIn(ordinal, middle);
    if (date !== undefined && date < since) first = middle;
    else last = middle - 1;
  }
  return first;
}
