/** Counts in `journal.db`: which there are, and which of their products the journal holds. Written with the records they tell of. */
import type { Sqlite } from '../database/open.ts';

export type CountRow = {
  count_id: string;
  name: string;
  zones: string;
  opened_at: string;
  opened_by: string;
  state: 'open' | 'committed';
};

/** What a unit is worth: what it cost when it last came in, or where that is not known its price. */
export type ValuedBy = 'cost' | 'price';
export type VarianceRow = {
  product_id: string;
  counted_e4: number;
  expected_e4: number;
  unit_value_minor: number;
  valued_by: ValuedBy;
};

export function prepareCounts(db: Sqlite) {
  return {
    byId: db.prepare<[string], CountRow>('select * from stock_count where count_id = ?'),
    /** Ids are UUIDv7: their order is that of their opening. */
    newest: db.prepare<[number], CountRow>('select * from stock_count order by count_id desc limit ?'),
    openCount: db.prepare<[], number>("select count(*) from stock_count where state = 'open'").pluck(),
    add: db.prepare<[string, string, string, string, string]>(
      "insert into stock_count (count_id, name, zones, opened_at, opened_by, state) values (?, ?, ?, ?, ?, 'open')",
    ),
    close: db.prepare<[string]>("update stock_count set state = 'committed' where count_id = ?"),
    committed: db
      .prepare<[string], string>('select product_id from counted_product where count_id = ?')
      .pluck(),
    commitProduct: db.prepare<[string, string, number, number, number, ValuedBy]>(
      `insert into counted_product (count_id, product_id, counted_e4, expected_e4, unit_value_minor, valued_by)
       values (?, ?, ?, ?, ?, ?)`,
    ),
    /** What was found to differ. Of counts of before that was known, only that they were done. */
    variance: db.prepare<[string], VarianceRow>(
      `select product_id, counted_e4, expected_e4, unit_value_minor, valued_by from counted_product
       where count_id = ? and counted_e4 is not null and counted_e4 <> expected_e4`,
    ),
    commit: db
      .prepare<[string, string], string>(
        'select answer from count_commit where commit_id = ? and count_id = ?',
      )
      .pluck(),
    addCommit: db.prepare<[string, string, string]>(
      'insert into count_commit (commit_id, count_id, answer) values (?, ?, ?)',
    ),
  };
}
