/** Gift cards and credits that this store issued, and what it took off any of them, off a customer's points, or of a coupon's uses. */
import type { ValueKind, ValueTender } from '@comptoir/sync-protocol/records/value-body';
import type { Sqlite } from '../database/open.ts';

export type IssuedRow = Readonly<{
  value_id: string;
  code_hash: string;
  kind: ValueKind;
  last4: string;
  amount_minor: number;
  /** Put on it here since. */
  loaded_minor: number;
  /** The sale or the return. */
  subject_id: string;
  at: string;
}>;
/** `asking`: head office is asked, and may have taken it off. `held`: taken off, its sale is not made yet. `releasing`: let go here; head office must still hear of it. */
type SpendState = 'asking' | 'held' | 'used' | 'releasing' | 'released';
export type SpendRow = Readonly<{
  /** Of a coupon, `couponSpendId`. */
  spend_id: string;
  /** Of a coupon, its code as it is; '' of points. */
  code_hash: string;
  /** Of points the customer, of a coupon the promotion. */
  value_id: string;
  kind: ValueKind | 'loyalty-points' | 'coupon';
  last4: string;
  sale_id: string;
  amount_minor: number;
  /** Of loyalty points, how many; of others null. */
  points: number | null;
  authorised_by: ValueTender['authorisedBy'];
  allowance_id: string | null;
  state: SpendState;
}>;

/** Those of a sale lie together. */
export const couponSpendId = (saleId: string, promotionId: string, code: string): string =>
  `${saleId}/${promotionId}/${code}`;

export function prepareValues(db: Sqlite) {
  return {
    load: db.prepare<[number, string]>(
      'update value_issued set loaded_minor = loaded_minor + ? where value_id = ?',
    ),
    issue: db.prepare<Omit<IssuedRow, 'loaded_minor'>>(
      `insert into value_issued (value_id, code_hash, kind, last4, amount_minor, subject_id, at)
       values (@value_id, @code_hash, @kind, @last4, @amount_minor, @subject_id, @at)`,
    ),
    issuedById: db.prepare<[string], IssuedRow>('select * from value_issued where value_id = ?'),
    issuedByHash: db.prepare<[string], IssuedRow>('select * from value_issued where code_hash = ?'),
    issuedFor: db
      .prepare<[string], string>('select value_id from value_issued where subject_id = ? order by rowid')
      .pluck(),
  };
}

export function prepareSpends(db: Sqlite) {
  return {
    spend: db.prepare<SpendRow>(
      `insert into value_spend (spend_id, code_hash, value_id, kind, last4, sale_id, amount_minor, points, authorised_by,
         allowance_id, state)
       values (@spend_id, @code_hash, @value_id, @kind, @last4, @sale_id, @amount_minor, @points, @authorised_by,
         @allowance_id, @state)
       on conflict (spend_id) do update set value_id = excluded.value_id, kind = excluded.kind, last4 = excluded.last4,
         authorised_by = excluded.authorised_by, allowance_id = excluded.allowance_id, state = excluded.state
         where value_spend.state = 'asking'`,
    ),
    spendById: db.prepare<[string], SpendRow>('select * from value_spend where spend_id = ?'),
    couponsOf: db.prepare<[string, string], SpendRow>(
      "select * from value_spend where spend_id between ? and ? and kind = 'coupon' and state = 'held'",
    ),
    couponTaken: db
      .prepare<[string, string], number>(
        `select count(*) from value_spend
         where kind = 'coupon' and code_hash = ? and sale_id <> ? and state in ('held', 'used')`,
      )
      .pluck(),
    setState: db.prepare<[SpendState, string]>('update value_spend set state = ? where spend_id = ?'),
    owed: db.prepare<[], SpendRow>(
      "select * from value_spend where state in ('asking', 'releasing') limit 100",
    ),
    underAllowance: db
      .prepare<[string], number>(
        "select coalesce(sum(amount_minor), 0) from value_spend where allowance_id = ? and state in ('held', 'used')",
      )
      .pluck(),
    ofValue: db
      .prepare<[string, string], number>(
        `select coalesce(sum(amount_minor), 0) from value_spend
         where value_id = ? and allowance_id = ? and state in ('held', 'used')`,
      )
      .pluck(),
  };
}
