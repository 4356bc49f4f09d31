/** Targets are entered by people: they are no facts, and a rebuild leaves them. Each change is written down beside it. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { migration } from '@comptoir/service-kit/db/migrations';
import type { TargetChanges, Targets, TargetsRequest } from './api.ts';

export const targetTables = migration(
  'Targets1764000002700',
  `
  -- month is its first day.
  create table target (
    store_id text not null,
    month date not null,
    target_minor bigint not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (month, store_id)
  );
  create table target_change (
    position bigint generated always as identity primary key,
    store_id text not null,
    month date not null,
    before_minor bigint,
    after_minor bigint,
    by text not null,
    at timestamptz not null
  );
  `,
  'drop table target_change, target;',
);

/** What is as it was is not a change. @returns how many are. */
export async function setTargets(tx: Tx, { targets }: TargetsRequest, by: string, at: Date): Promise<number> {
  let changed = 0;
  // The last of a store and month counts; in one order, so that two writers do not wait for each other in a circle.
  const last = new Map(targets.map((one) => [`${one.month} ${one.storeId}`, one]));
  for (const [, { storeId, month, targetMinor }] of [...last].sort(([a], [b]) => a.localeCompare(b))) {
    const key = [storeId, `${month}-01`];
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [key.join(' ')]);
    const [known]: { target_minor: string }[] = await tx.query(
      'select target_minor from target where store_id = $1 and month = $2::date',
      key,
    );
    const before = known ? Number(known.target_minor) : null;
    if (before === targetMinor) continue;
    await (targetMinor === null
      ? tx.query('delete from target where store_id = $1 and month = $2::date', key)
      : tx.query(
          `insert into target (store_id, month, target_minor, set_by, set_at) values ($1, $2::date, $3, $4, $5)
           on conflict (month, store_id) do update set target_minor = excluded.target_minor, set_by = excluded.set_by, set_at = excluded.set_at`,
          [...key, targetMinor, by, at],
        ));
    await tx.query(
      'insert into target_change (store_id, month, before_minor, after_minor, by, at) values ($1, $2::date, $3, $4, $5, $6)',
      [...key, before, targetMinor, by, at],
    );
    changed += 1;
  }
  return changed;
}

/** @param storeIds null: all. */
export async function listTargets(
  database: Database,
  month: string,
  storeIds: readonly string[] | null,
): Promise<Targets['items']> {
  const rows = await database.query<{
    store_id: string;
    code: string;
    name: string;
    target_minor: string | null;
    set_by: string | null;
    set_at: Date | null;
  }>(
    `select l.location_id as store_id, l.code, l.name, t.target_minor, t.set_by, t.set_at
     from location l left join target t on t.store_id = l.location_id and t.month = $1::date
     where (l.kind = 'store' or t.store_id is not null) and ($2::text[] is null or l.location_id = any($2)) order by l.code`,
    [`${month}-01`, storeIds],
  );
  return rows.map((row) => ({
    storeId: row.store_id,
    code: row.code,
    name: row.name,
    targetMinor: row.target_minor === null ? null : Number(row.target_minor),
    setBy: row.set_by,
    setAt: row.set_at?.toISOString() ?? null,
  }));
}

type Filter = Readonly<{ month?: string | undefined; storeIds: readonly string[] | null }>;

/** Newest first. @param before the place after which to go on. */
export async function listTargetChanges(
  database: Database,
  { month, storeIds }: Filter,
  before: string | undefined,
  limit: number,
): Promise<{ position: string; change: TargetChanges['items'][number] }[]> {
  const rows = await database.query<{
    position: string;
    store_id: string;
    month: string;
    before_minor: string | null;
    after_minor: string | null;
    by: string;
    at: Date;
  }>(
    `select position, store_id, to_char(month, 'YYYY-MM') as month, before_minor, after_minor, by, at from target_change
     where ($1::date is null or month = $1) and ($2::text[] is null or store_id = any($2)) and ($3::bigint is null or position < $3)
     order by position desc limit $4`,
    [month === undefined ? null : `${month}-01`, storeIds, before ?? null, limit],
  );
  const minor = (text: string | null) => (text === null ? null : Number(text));
  return rows.map((row) => ({
    position: row.position,
    change: {
      storeId: row.store_id,
      month: row.month,
      beforeMinor: minor(row.before_minor),
      afterMinor: minor(row.after_minor),
      by: row.by,
      at: row.at.toISOString(),
    },
  }));
}
