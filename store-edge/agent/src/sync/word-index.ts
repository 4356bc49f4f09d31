/** Enters into the index of words what a swapped-in snapshot brought, some rows at a time: readers find more with each. */
import type { Sqlite } from '../database/open.ts';
import { indexWords } from '../database/replica-schema.ts';

/** A few hundredths of a second of work. */
const rowsAtOnce = 500;

/** In a file that is being loaded: none of its rows is entered by triggers. */
export const putOffWords = (db: Sqlite): void => void db.exec('update word_index set through = 0');

/** @returns false once all rows are entered; from then on triggers do it. */
export function indexSomeWords(db: Sqlite): boolean {
  return db
    .transaction(() => {
      const through = db.prepare<[], number>('select through from word_index').pluck().get() ?? 0;
      if (through === Number.MAX_SAFE_INTEGER) return false;
      const last = db.prepare<[], number | null>('select max(rowid) from feed_row').pluck().get() ?? 0;
      const next = through + rowsAtOnce;
      db.prepare<[number, number]>(indexWords).run(through, next);
      db.prepare<[number]>('update word_index set through = ?').run(
        next >= last ? Number.MAX_SAFE_INTEGER : next,
      );
      return next < last;
    })
    .immediate();
}
