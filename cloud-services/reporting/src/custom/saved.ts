/** Composed reports that people keep. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { migration } from '@comptoir/service-kit/db/migrations';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { customReport, type SavedReport, type SaveRequest } from './api.ts';

/** So many of one person's. */
const savedMax = 100;

export const savedReportTables = migration(
  'SavedReports1764000002860',
  `
  create table saved_report (
    id uuid primary key,
    owner_id text not null,
    name text not null,
    is_shared boolean not null,
    custom jsonb not null,
    changed_at timestamptz not null default now()
  );
  create index saved_report_of on saved_report (owner_id);
  `,
  'drop table saved_report;',
);

type Row = { id: string; owner_id: string; name: string; is_shared: boolean; custom: unknown };

/** One's own and those that are shared, by name. What cannot be read by this version is passed over. */
export async function listSaved(database: Database, staffId: string): Promise<SavedReport[]> {
  const rows = await database.query<Row>(
    'select * from saved_report where owner_id = $1 or is_shared order by lower(name), id limit 500',
    [staffId],
  );
  return rows.flatMap(({ id, owner_id, name, is_shared, custom }) => {
    const read = customReport.safeParse(custom);
    return read.success
      ? [
          {
            id,
            name,
            ownerId: owner_id,
            isMine: owner_id === staffId,
            isShared: is_shared,
            custom: read.data,
          },
        ]
      : [];
  });
}

/** @throws Problem 404 for somebody else's, 409 when there are too many already. */
export async function saveReport(
  tx: Tx,
  id: string,
  staffId: string,
  { name, isShared, custom }: SaveRequest,
): Promise<void> {
  const [known]: { owner_id: string }[] = await tx.query(
    'select owner_id from saved_report where id = $1 for update',
    [id],
  );
  if (known && known.owner_id !== staffId) throw notFound('saved report');
  const [own]: { n: number }[] = await tx.query(
    'select count(*)::int as n from saved_report where owner_id = $1 and id <> $2',
    [staffId, id],
  );
  if ((own?.n ?? 0) >= savedMax)
    throw problem(
      409,
      'too-many-saved',
      'You have too many reports',
      `Delete one: at most ${savedMax} are kept.`,
    );
  await tx.query(
    `insert into saved_report (id, owner_id, name, is_shared, custom) values ($1, $2, $3, $4, $5::jsonb)
     on conflict (id) do update set name = excluded.name, is_shared = excluded.is_shared, custom = excluded.custom, changed_at = now()`,
    [id, staffId, name, isShared, JSON.stringify(custom)],
  );
}

/** @returns whether there was one. */
export async function forgetSaved(tx: Tx, id: string, staffId: string): Promise<boolean> {
  const gone: unknown[] = await tx.query(
    `with gone as (delete from saved_report where id = $1 and owner_id = $2 returning 1) select * from gone`,
    [id, staffId],
  );
  return gone.length > 0;
}
