import type { Sqlite } from '../database/open.ts';

export type JournalRow = { ordinal: number; id: string; series: string };
export type RecordRow = { seq: number; header: string; body: string; personal: string; hash: Buffer };
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
    last: db.prepare<[number], { seq: number; hash: Buffer; business_date: string }>(
      'select seq, hash, business_date from record where ordinal = ? order by seq desc limit 1',
    ),
    add: db.prepare<[number, number, string, string, string, string, string, Buffer]>(
      'insert into record (ordinal, seq, kind, business_date, header, body, personal, hash) values (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    after: db.prepare<[number, number, number], RecordRow>(
      'select seq, header, body, personal, hash from record where ordinal = ? and seq > ? order by seq limit ?',
    ),
    at: db.prepare<[number, number], RecordRow>(
      'select seq, header, body, personal, hash from record where ordinal = ? and seq = ?',
    ),
    salesBetween: db
      .prepare<[number, number, number], number>(
        "select count(*) from record where ordinal = ? and seq > ? and seq <= ? and kind = 'sale'",
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
    /** One statement takes the next number and says which it is. */
    nextNumber: db
      .prepare<[number, string], number>(
        `insert into receipt_counter (ordinal, register_number, last) values (?, ?, 1)
         on conflict (ordinal, register_number) do update set last = last + 1 returning last`,
      )
      .pluck(),
  };
}
