/**
 * Who of our staff looked at what is known of a person, why and when. Each row holds the hash of all before it, so that none can be
 * altered or taken out unseen; what is older than it has to be kept is forgotten from the beginning on, and the rest still holds together.
 * Source: Law 25 (Québec), s. 10 and s. 20: access only as needed, and shown to be so.
 */
import { createHash } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { migration } from '../db/migrations.ts';

type Asked = Readonly<{ query(sql: string, parameters: unknown[]): Promise<unknown> }>;

/** `accesses` is of the rows before: a migration of the service's own may take them over with `note_access`. */
export const accessLogTables = migration(
  'AccessLog1764000000580',
  `create table access_log (
     seq bigint primary key, subject uuid not null, staff_id text not null, what text not null, reason text not null,
     at timestamptz not null, hash bytea not null
   );
   create index access_log_subject on access_log (subject, at desc);
   create table access_log_ends (
     one boolean primary key default true check (one),
     -- Of the newest row, and of the newest that was forgotten.
     seq bigint not null, hash bytea not null, forgotten_seq bigint not null, forgotten_hash bytea not null
   );
   insert into access_log_ends (seq, hash, forgotten_seq, forgotten_hash) values (0, '', 0, '');
   create function access_text(seq bigint, subject uuid, staff_id text, what text, reason text, at timestamptz) returns text
     language sql as $$
       select json_build_array($1, $2, $3, $4, $5, extract(epoch from $6)::bigint)::text $$;
   create function note_access(subject uuid, staff_id text, what text, reason text, at timestamptz) returns void
     language sql as $$
       with wanted as (
         select $1 as subject, $2 as staff_id, $3 as what, $4 as reason, date_trunc('minute', $5) as at
       ), fresh as (
         select * from wanted where not exists (
           select from access_log l where (l.subject, l.staff_id, l.what, l.reason, l.at)
             = (wanted.subject, wanted.staff_id, wanted.what, wanted.reason, wanted.at))
       ), ends as (
         update access_log_ends e set seq = e.seq + 1,
           hash = sha256(e.hash || convert_to(access_text(e.seq + 1, f.subject, f.staff_id, f.what, f.reason, f.at), 'UTF8'))
         from fresh f returning e.seq, e.hash
       )
       insert into access_log select ends.seq, f.subject, f.staff_id, f.what, f.reason, f.at, ends.hash from fresh f, ends $$;`,
  `drop function note_access(uuid, text, text, text, timestamptz);
   drop function access_text(bigint, uuid, text, text, text, timestamptz);
   drop table access_log, access_log_ends;`,
);

export type Access<Reason extends string = string> = Readonly<{
  staffId: string;
  what: string;
  reason: Reason;
  at: Date;
}>;

/**
 * The same look within a minute is one.
 * @param subject id of the person, or of the order that tells of one. `access.what`: `GET profile`; never what was read.
 */
export async function noteAccess(asked: Asked, subject: string, access: Access): Promise<void> {
  const { staffId, what, reason, at } = access;
  await asked.query('select note_access($1, $2, $3, $4, $5)', [subject, staffId, what, reason, at]);
}

/** Newest first. */
export async function accessesOf<Reason extends string>(
  asked: Asked,
  subject: string,
  most: number,
): Promise<Access<Reason>[]> {
  return (await asked.query(
    `select staff_id as "staffId", what, reason, at from access_log where subject = $1 order by seq desc limit $2`,
    [subject, most],
  )) as Access<Reason>[];
}

/** The limit within which somebody may still claim. Source: Civil Code of Québec, art. 2925. */
const keptYears = 3;

/** Forgets what is older than it has to be kept, from the oldest on. */
export async function forgetAccesses(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - keptYears);
  await tx.query(
    `with last as (
       select seq, hash from access_log
       where seq < coalesce((select min(seq) from access_log where at >= $1), 9223372036854775807)
       order by seq desc limit 1
     ), ends as (
       update access_log_ends e set forgotten_seq = last.seq, forgotten_hash = last.hash from last returning e.forgotten_seq
     )
     delete from access_log where seq <= (select forgotten_seq from ends)`,
    [before],
  );
}

const pageRows = 5_000;

export type Intact = Readonly<
  { isIntact: true; seq: number; hash: string } | { isIntact: false; atSeq: number }
>;

/** Reads all rows in order. @returns the newest hash, in hex; or the first row that does not follow from those before. */
export async function verifyAccesses(asked: Asked): Promise<Intact> {
  const [ends] = (await asked.query('select * from access_log_ends', [])) as [
    { seq: string; hash: Buffer; forgotten_seq: string; forgotten_hash: Buffer },
  ];
  let [seq, hash] = [Number(ends.forgotten_seq), ends.forgotten_hash];
  const last = Number(ends.seq);
  while (seq < last) {
    const rows = (await asked.query(
      `select seq, hash, access_text(seq, subject, staff_id, what, reason, at) as text from access_log
       where seq > $1 and seq <= $2 order by seq limit $3`,
      [seq, last, pageRows],
    )) as { seq: string; hash: Buffer; text: string }[];
    if (rows.length === 0) return { isIntact: false, atSeq: seq + 1 };
    for (const row of rows) {
      seq += 1;
      hash = createHash('sha256').update(hash).update(row.text).digest();
      if (Number(row.seq) !== seq || !hash.equals(row.hash)) return { isIntact: false, atSeq: seq };
    }
  }
  return hash.equals(ends.hash)
    ? { isIntact: true, seq, hash: hash.toString('hex') }
    : { isIntact: false, atSeq: seq };
}
