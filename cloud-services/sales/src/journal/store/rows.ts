/** Journals and their records in Postgres. Writers lock the journal's row first. */
import type { Database, Tx } from '@comptoir/service-kit';
import { base64 } from '@comptoir/sync-protocol/bytes';
import type { NewRecord, StoredHead } from '@comptoir/sync-protocol/ingest';
import type { KeyFrom } from '@comptoir/sync-protocol/records/device-keys';
import { zeroHash } from '@comptoir/sync-protocol/records/hash';
import type { Head, SignedHead } from '@comptoir/sync-protocol/wire/calls';

export type JournalRow = Readonly<{ edgeId: string; storeId: string; head: StoredHead }>;

/** A new journal opens by its first batch. */
export async function lockJournal(tx: Tx, id: string, edgeId: string, storeId: string): Promise<JournalRow> {
  await tx.query(
    'insert into journal (id, edge_id, store_id, hash) values ($1, $2, $3, $4) on conflict do nothing',
    [id, edgeId, storeId, Buffer.from(zeroHash)],
  );
  const rows: { edge_id: string; store_id: string; seq: string; hash: Buffer }[] = await tx.query(
    'select edge_id, store_id, seq, hash from journal where id = $1 for update',
    [id],
  );
  const row = rows[0];
  if (!row) throw new Error(`journal ${id} vanished`);
  return {
    edgeId: row.edge_id,
    storeId: row.store_id,
    head: { seq: Number(row.seq), hash: base64(row.hash) },
  };
}

export async function hashesBetween(
  tx: Tx,
  journal: string,
  fromSeq: number,
  toSeq: number,
): Promise<Map<number, string>> {
  const rows: { seq: string; hash: Buffer }[] = await tx.query(
    'select seq, hash from record where journal = $1 and seq between $2 and $3',
    [journal, fromSeq, toSeq],
  );
  return new Map(rows.map(({ seq, hash }) => [Number(seq), base64(hash)]));
}

/**
 * All bytes travel as one value, cut apart by the server: as an array of `bytea` each would be written out in hex and read back,
 * twice the size. `substr` counts from 1.
 */
export async function addRecords(
  tx: Tx,
  journal: string,
  records: readonly NewRecord[],
  now: Date,
): Promise<void> {
  const parts = records.map(({ lines, hash }) => [
    ...[lines.header, lines.body, lines.personal].map((line) => Buffer.from(line)),
    bytesOf(hash),
  ]);
  const lengths = (part: number) => parts.map((buffers) => buffers[part]?.length ?? 0);
  let end = 1;
  const starts = parts.map((buffers) => {
    const start = end;
    end += buffers.reduce((sum, { length }) => sum + length, 0);
    return start;
  });
  await tx.query(
    `insert into record (journal, seq, id, kind, header, body, personal, hash, received_at)
     select $1, r.seq, r.id, r.kind, substr($3::bytea, r.start, h), substr($3, r.start + h, b),
       substr($3, r.start + h + b, p), substr($3, r.start + h + b + p, 32), $2
     from unnest($4::bigint[], $5::uuid[], $6::text[], $7::int[], $8::int[], $9::int[], $10::int[])
       as r (seq, id, kind, start, h, b, p)`,
    [
      journal,
      now,
      Buffer.concat(parts.flat()),
      records.map(({ seq }) => seq),
      records.map(({ header }) => header.id),
      records.map(({ header }) => header.kind),
      starts,
      lengths(0),
      lengths(1),
      lengths(2),
    ],
  );
}

const bytesOf = (hash: string) => Buffer.from(hash, 'base64');

/** @param tailSeq where the journal ends at the edge, which may hold more than it has sent. */
export async function moveHead(
  tx: Tx,
  journal: string,
  { seq, hash }: StoredHead,
  now: Date,
  tailSeq = seq,
): Promise<void> {
  await tx.query('update journal set seq = $2, hash = $3, received_at = $4, tail_seq = $5 where id = $1', [
    journal,
    seq,
    bytesOf(hash),
    now,
    Math.max(seq, tailSeq),
  ]);
}

/** Of each day the last one is kept; and with which key, from the first head on that it signed. */
export async function keepSignedHead(
  tx: Tx,
  { journal, seq, hash, signature }: SignedHead,
  by: KeyFrom<Uint8Array>,
  now: Date,
): Promise<void> {
  await tx.query(
    `with by as (
       insert into journal_key (journal, after_seq, public_key)
       select $1, case when newest.key is null then 0 else $6 end, $7
       from (select (select public_key from journal_key where journal = $1 order by after_seq desc limit 1) as key) newest
       where newest.key is distinct from $7
       on conflict do nothing
     )
     insert into signed_head (journal, day, seq, hash, signature) values ($1, $2, $3, $4, $5)
     on conflict (journal, day) do update set seq = excluded.seq, hash = excluded.hash, signature = excluded.signature`,
    [
      ...[journal, now.toISOString().slice(0, 10), seq, bytesOf(hash), bytesOf(signature)],
      ...[by.afterSeq, Buffer.from(by.publicKey)],
    ],
  );
}

/** Of each journal, oldest first. */
export async function keysOf(
  database: Database,
  journals: readonly string[],
): Promise<Map<string, KeyFrom<Buffer>[]>> {
  const rows = await database.query<{ journal: string; after_seq: string; public_key: Buffer }>(
    'select journal, after_seq, public_key from journal_key where journal = any($1) order by journal, after_seq',
    [journals],
  );
  const keys = new Map<string, KeyFrom<Buffer>[]>();
  for (const { journal, after_seq: afterSeq, public_key: publicKey } of rows)
    keys.set(journal, [...(keys.get(journal) ?? []), { afterSeq: Number(afterSeq), publicKey }]);
  return keys;
}

/** Told with a session. */
export async function noteTail(tx: Tx, edgeId: string, { journal, seq }: Head): Promise<void> {
  await tx.query('update journal set tail_seq = greatest(seq, $3) where id = $1 and edge_id = $2', [
    journal,
    edgeId,
    seq,
  ]);
}

export type JournalHead = Readonly<{
  journal: string;
  edgeId: string;
  seq: number;
  hash: string;
  receivedAt: Date | null;
  /** Where it ends at the edge, as far as that was told. */
  tailSeq: number;
}>;
type HeadRow = {
  id: string;
  edge_id: string;
  seq: string;
  hash: Buffer;
  received_at: Date | null;
  tail_seq: string;
};
const headOf = (row: HeadRow): JournalHead => ({
  journal: row.id,
  edgeId: row.edge_id,
  seq: Number(row.seq),
  hash: base64(row.hash),
  receivedAt: row.received_at,
  tailSeq: Math.max(Number(row.tail_seq), Number(row.seq)),
});

export async function headsOfEdge(tx: Tx, edgeId: string): Promise<JournalHead[]> {
  const rows: HeadRow[] = await tx.query(
    'select id, edge_id, seq, hash, received_at, tail_seq from journal where edge_id = $1 and seq > 0',
    [edgeId],
  );
  return rows.map(headOf);
}

export async function allHeads(database: Database): Promise<JournalHead[]> {
  const rows = await database.query<HeadRow>(
    'select id, edge_id, seq, hash, received_at, tail_seq from journal where seq > 0 order by received_at desc',
  );
  return rows.map(headOf);
}

export type StoredLines = { seq: string; header: Buffer; body: Buffer; personal: Buffer };

export const recordsAfter = (
  database: Database,
  journal: string,
  storeId: string,
  after: number,
  limit: number,
): Promise<StoredLines[]> =>
  database.query(
    `select r.seq, r.header, r.body, r.personal from record r join journal j on j.id = r.journal
     where r.journal = $1 and j.store_id = $2 and r.seq > $3 order by r.seq limit $4`,
    [journal, storeId, after, limit],
  );
