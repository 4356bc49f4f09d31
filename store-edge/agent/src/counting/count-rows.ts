/** Counts in `journal.db`: which there are, and which of their products the journal holds. Written with the records they tell of. */
import type { CountReason } from '@comptoir/sync-protocol/records/stock-body';
import type { Sqlite } from '../database/open.ts';
import type { CountScope } from './api.ts';

export type CountRow = {
  count_id: string;
  name: string;
  zones: string;
  opened_at: string;
  opened_by: string;
  state: 'open' | 'committed';
  scope: CountScope;
  is_blind: 0 | 1;
  product_ids: string;
};

/** What a unit is worth: what it cost when it last came in, or where that is not known its price. */
export type ValuedBy = 'cost' | 'price';
export type VarianceRow = {
  product_id: string;
  counted_e4: number;
  expected_e4: number;
  unit_value_minor: number;
  valued_by: ValuedBy;
  reason: CountReason | null;
};

export function prepareCounts(db: Sqlite) {
  return {
    byId: db.prepare<[string], CountRow>('select * from stock_count where count_id = ?'),
    /** Open ones first. Ids are UUIDv7: their order is that of their opening. */
    newest: db.prepare<[number], CountRow>(
      "select * from stock_count order by state = 'committed', count_id desc limit ?",
    ),
    open: db.prepare<[], CountRow>("select * from stock_count where state = 'open' order by count_id desc"),
    openCount: db.prepare<[], number>("select count(*) from stock_count where state = 'open'").pluck(),
    add: db.prepare<Omit<CountRow, 'state'>>(
      `insert into stock_count (count_id, name, zones, opened_at, opened_by, state, scope, is_blind, product_ids)
       values (@count_id, @name, @zones, @opened_at, @opened_by, 'open', @scope, @is_blind, @product_ids)`,
    ),
    close: db.prepare<[string]>("update stock_count set state = 'committed' where count_id = ?"),
    committed: db
      .prepare<[string], string>('select product_id from counted_product where count_id = ?')
      .pluck(),
    commitProduct: db.prepare<VarianceRow & { count_id: string; counted_at: string }>(
      `insert into counted_product
         (count_id, product_id, counted_e4, expected_e4, unit_value_minor, valued_by, reason, counted_at)
       values (@count_id, @product_id, @counted_e4, @expected_e4, @unit_value_minor, @valued_by, @reason, @counted_at)`,
    ),
    /** What was found to differ. Of counts of before that was known, only that they were done. */
    variance: db.prepare<[string], VarianceRow>(
      `select product_id, counted_e4, expected_e4, unit_value_minor, valued_by, reason from counted_product
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
