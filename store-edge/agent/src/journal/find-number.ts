/** The record that carries a receipt number. No index: each sale would pay for it, and a return asks once. */
import { parseReceiptNumber, type ReceiptNumber } from '@comptoir/sync-protocol/records/receipt-number';
import type { Sqlite } from '../database/open.ts';
import { placeOf, seqOf } from './place.ts';

type Found = Readonly<{ ordinal: number; seq: number; kind: string }>;
type Row = { place: number; kind: string; number: string };

/** Numbers of a register only grow along a journal, so half of what is left falls away at each look. */
export function numberFinder(db: Sqlite): (wanted: ReceiptNumber) => Found | undefined {
  const journal = db.prepare<[string], number>('select ordinal from journal where series = ?').pluck();
  const tail = db
    .prepare<[number, number], number>('select max(place) from record where place > ? and place < ?')
    .pluck();
  const next = db.prepare<[number, number, string], Row>(
    `select place, kind, json_extract(header, '$.number') as number from record
     where place >= ? and place <= ? and json_extract(header, '$.register') = ? and json_extract(header, '$.number') is not null
     order by place limit 1`,
  );
  return ({ register, series, count }) => {
    const ordinal = journal.get(series);
    if (ordinal === undefined) return undefined;
    let low = placeOf(ordinal, 1);
    let high = tail.get(placeOf(ordinal, 0), placeOf(ordinal + 1, 0)) ?? 0;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const row = next.get(middle, high, register);
      const here = row && parseReceiptNumber(row.number)?.count;
      if (row && here === count) return { ordinal, seq: seqOf(row.place), kind: row.kind };
      if (row && here !== undefined && here < count) low = row.place + 1;
      else high = middle - 1;
    }
    return undefined;
  };
}
