/** Records that are stored but not projected, with what people decided about them. The records themselves never change. */
import { type Database, insertRows, type Tx } from '@comptoir/service-kit';
import { base64 } from '@comptoir/sync-protocol/bytes';
import type { NewRecord } from '@comptoir/sync-protocol/ingest';
import { parseHeader } from '@comptoir/sync-protocol/records/frame';
import type { QuarantineRule } from '../../api.ts';
import type { Fault, Quarantined } from '../project.ts';

export type Place = Readonly<{ journal: string; seq: number }>;
export type Resolution = 'replayed' | 'accepted' | 'dismissed';

const columns = {
  journal: 'uuid',
  store_id: 'text',
  at: 'timestamptz',
  seq: 'bigint',
  record_id: 'uuid',
  kind: 'text',
  rule: 'text',
  reason: 'text',
};

export async function addQuarantined(
  tx: Tx,
  journal: string,
  storeId: string,
  quarantined: readonly Quarantined[],
  now: Date,
): Promise<void> {
  const rows = quarantined.map(({ seq, recordId, kind, rule, reason }) => [
    journal,
    storeId,
    now,
    seq,
    recordId,
    kind,
    rule,
    reason,
  ]);
  await insertRows(tx, 'quarantine', columns, rows, 'on conflict do nothing');
}

export type ListedRow = Readonly<{
  journal: string;
  seq: string;
  record_id: string;
  store_id: string;
  kind: string;
  rule: QuarantineRule;
  reason: string;
  at: Date;
  header: Buffer;
}>;
export type ListPlace = Readonly<{ at: string; journal: string; seq: number }>;

/** Newest first. @param isWaiting those that no reader knows yet, or else those that are at fault. */
export const listOpen = (
  database: Database,
  isWaiting: boolean,
  after: ListPlace | undefined,
  limit: number,
): Promise<ListedRow[]> =>
  database.query(
    `select q.journal, q.seq, q.record_id, q.store_id, q.kind, q.rule, q.reason, q.at, r.header
     from quarantine q join record r using (journal, seq)
     where q.resolved_at is null and (q.rule = 'unknown-kind') = $5
       and ($1::timestamptz is null or (date_trunc('milliseconds', q.at), q.journal, q.seq) < ($1, $2::uuid, $3::bigint))
     order by date_trunc('milliseconds', q.at) desc, q.journal desc, q.seq desc limit $4`,
    [after?.at ?? null, after?.journal ?? null, after?.seq ?? null, limit, isWaiting],
  );

/** Oldest first, after a place. */
export async function openPlaces(
  database: Database,
  after: Place | undefined,
  limit: number,
): Promise<Place[]> {
  const rows = await database.query<{ journal: string; seq: string }>(
    `select journal, seq from quarantine
     where resolved_at is null and ($1::uuid is null or (journal, seq) > ($1, $2::bigint))
     order by journal, seq limit $3`,
    [after?.journal ?? null, after?.seq ?? null, limit],
  );
  return rows.map(({ journal, seq }) => ({ journal, seq: Number(seq) }));
}

export type Held = Readonly<{ storeId: string; rule: QuarantineRule; record: NewRecord }>;

/** Locks it: two people who decide, or two instances that replay, come one after the other. */
export async function lockOpen(tx: Tx, { journal, seq }: Place): Promise<Held | undefined> {
  const rows: {
    store_id: string;
    rule: QuarantineRule;
    header: Buffer;
    body: Buffer;
    personal: Buffer;
    hash: Buffer;
  }[] = await tx.query(
    `select j.store_id, q.rule, r.header, r.body, r.personal, r.hash
     from quarantine q join record r using (journal, seq) join journal j on j.id = q.journal
     where q.journal = $1 and q.seq = $2 and q.resolved_at is null for update of q`,
    [journal, seq],
  );
  const [row] = rows;
  if (!row) return undefined;
  const lines = {
    header: row.header.toString(),
    body: row.body.toString(),
    personal: row.personal.toString(),
  };
  const header = parseHeader(lines.header);
  if (!header)
    throw new Error(`record ${seq} of journal ${journal} was taken in with a header that cannot be read`);
  return { storeId: row.store_id, rule: row.rule, record: { seq, header, lines, hash: base64(row.hash) } };
}

export async function keepOpen(tx: Tx, { journal, seq }: Place, { rule, reason }: Fault): Promise<void> {
  await tx.query('update quarantine set rule = $3, reason = $4 where journal = $1 and seq = $2', [
    journal,
    seq,
    rule,
    reason,
  ]);
}

export async function resolve(
  tx: Tx,
  { journal, seq }: Place,
  {
    resolution,
    by,
    note,
    at,
  }: Readonly<{ resolution: Resolution; by: string | null; note: string | null; at: Date }>,
): Promise<void> {
  await tx.query(
    `update quarantine set resolved_at = $3, resolution = $4, resolved_by = $5, note = $6 where journal = $1 and seq = $2`,
    [journal, seq, at, resolution, by, note],
  );
}
