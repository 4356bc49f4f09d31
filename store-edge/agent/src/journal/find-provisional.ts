/**
 * The receipt's number of a sale that its customer knows by the provisional one. Few sales are made so, each flagged; their records are
 * read one by one, since an index would be paid for by every sale.
 */
import type { Sqlite } from '../database/open.ts';
import { placeOf } from './place.ts';

type Row = { ordinal: number; seq: number; number: string };

export function provisionalFinder(db: Sqlite): (provisionalNumber: string) => string | undefined {
  const flagged = db.prepare<[], Row>(
    `select ordinal, seq, receipt_number as number from sale where flags like '%"provisional"%' order by sale_id desc`,
  );
  const told = db
    .prepare<[number], string | null>(
      `select json_extract(body, '$.provisionalNumber') from record where place = ?`,
    )
    .pluck();
  return (provisionalNumber) => {
    for (const { ordinal, seq, number } of flagged.iterate())
      if (told.get(placeOf(ordinal, seq)) === provisionalNumber) return number;
    return undefined;
  };
}
