import { type Database, insertRows, type Tx } from '@comptoir/service-kit';
import type { TrailEntry } from '../../api.ts';

const columns = {
  record_id: 'uuid',
  store_id: 'text',
  kind: 'text',
  register: 'text',
  actor: 'text',
  business_date: 'date',
  at: 'timestamptz',
  body: 'jsonb',
};

/** The same record again changes nothing. */
export async function addToTrail(tx: Tx, entries: readonly TrailEntry[]): Promise<void> {
  const rows = entries.map((one) => [
    ...[one.recordId, one.storeId, one.kind, one.register, one.actor, one.businessDate, one.at],
    JSON.stringify(one.body),
  ]);
  await insertRows(tx, 'trail', columns, rows, 'on conflict do nothing');
}

export type TrailPlace = Readonly<{ at: string; id: string }>;
type Filter = Readonly<{
  kinds: readonly string[];
  storeIds: readonly string[] | undefined;
  storeId?: string | undefined;
  actor?: string | undefined;
  period?: string | undefined;
}>;
type Row = Readonly<{
  record_id: string;
  store_id: string;
  kind: string;
  register: string | null;
  actor: string | null;
  business_date: string;
  at: Date;
  body: Record<string, unknown>;
  place: string;
}>;

/** Newest first. */
export async function listTrail(
  database: Database,
  { kinds, storeIds, storeId, actor, period }: Filter,
  after: TrailPlace | undefined,
  limit: number,
): Promise<{ entry: TrailEntry; place: TrailPlace }[]> {
  const rows = await database.query<Row>(
    `select record_id, store_id, kind, register, actor, business_date::text, at, body,
       to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
     from trail
     where kind = any($1) and ($2::text[] is null or store_id = any($2)) and ($3::text is null or store_id = $3)
       and ($4::text is null or actor = $4) and ($5::text is null or body->>'period' = $5)
       and ($6::timestamptz is null or (at, record_id) < ($6, $7::uuid))
     order by at desc, record_id desc limit $8`,
    [
      ...[kinds, storeIds ?? null, storeId ?? null, actor ?? null, period ?? null],
      ...[after?.at ?? null, after?.id ?? null, limit],
    ],
  );
  return rows.map((row) => ({
    entry: {
      recordId: row.record_id,
      storeId: row.store_id,
      kind: row.kind,
      register: row.register,
      actor: row.actor,
      businessDate: row.business_date,
      at: row.at.toISOString(),
      body: row.body,
    },
    place: { at: row.place, id: row.record_id },
  }));
}
