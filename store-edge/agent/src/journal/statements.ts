import type { Sqlite } from '../database/open.ts';
import type { Head } from './verify.ts';

export type JournalRow = { ordinal: number; id: string; series: string };
export type RecordRow = {
  place: number;
  kind: string;
  header: string;
  body: string;
  personal: string;
  hash: Buffer;
};
export type LeftRow = { ordinal: number; id: string; carried_after: number };
export type CosignatureRow = { seq: number; hash: Buffer; cosignature: string };

/** Prepared once: each sale runs several of these inside its transaction. */
export function prepareJournal(db: Sqlite) {
  return {
    newest: db.prepare<[], JournalRow>(
      'select ordinal, id, series from journal order by ordinal desc limit 1',
    ),
    addJournal: db.prepare<[string, string, string]>(
      'insert into journal (id, series, opened_at) values (?, ?, ?)',
    ),
    ordinalOf: db.prepare<[string], number>('select ordinal from journal where id = ?').pluck(),
    /** Journals that were left before this was kept carried over what no cosignature covered. */
    left: db.prepare<[number], LeftRow>(
      `select ordinal, id, coalesce(carried_after, seq, 0) as carried_after
       from journal left join left_journal using (ordinal) left join cosignature using (ordinal) where ordinal < ? order by ordinal`,
    ),
    setCarried: db.prepare<[number, number]>(
      `insert into left_journal (ordinal, carried_after) values (?, ?)
       on conflict (ordinal) do update set carried_after = excluded.carried_after`,
    ),
    last: db.prepare<[number, number], { place: number; hash: Buffer; business_date: string }>(
      'select place, hash, business_date from record where place > ? and place < ? order by place desc limit 1',
    ),
    add: db.prepare<[number, string, string, string, string, string, Buffer]>(
      'insert into record (place, kind, business_date, header, body, personal, hash) values (?, ?, ?, ?, ?, ?, ?)',
    ),
    after: db.prepare<[number, number, number], RecordRow>(
      'select place, kind, header, body, personal, hash from record where place > ? and place < ? order by place limit ?',
    ),
    at: db.prepare<[number], RecordRow>(
      'select place, kind, header, body, personal, hash from record where place = ?',
    ),
    businessDate: db.prepare<[number], string>('select business_date from record where place = ?').pluck(),
    kept: db.prepare<[number], Head>('select seq, hash from kept_head where ordinal = ?'),
    salesBetween: db
      .prepare<[number, number], number>(
        "select count(*) from record where place > ? and place <= ? and kind = 'sale'",
      )
      .pluck(),
    cosigned: db.prepare<[number], CosignatureRow>(
      'select seq, hash, cosignature from cosignature where ordinal = ?',
    ),
    cosign: db.prepare<[number, number, Buffer, string, string]>(
      `insert into cosignature (ordinal, seq, hash, cosignature, at) values (?, ?, ?, ?, ?)
       on conflict (ordinal) do update set seq = excluded.seq, hash = excluded.hash,
         cosignature = excluded.cosignature, at = excluded.at where excluded.seq >= cosignature.seq`,
    ),
    /** One statement takes the register's next number; another journal, being another series, counts from one again. */
    nextNumber: db
      .prepare<[string, number], number>(
        `insert into till (register_id, receipt_ordinal, receipt_last) values (?, ?, 1)
         on conflict (register_id) do update set
           receipt_last = case when receipt_ordinal = excluded.receipt_ordinal then receipt_last + 1 else 1 end,
           receipt_ordinal = excluded.receipt_ordinal
         returning receipt_last`,
      )
      .pluck(),
  };
}
