/** When facts of which days last changed: what was read of days that have not is still true. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { migration } from '@comptoir/service-kit/db/migrations';
import type { Period } from '../facts/period.ts';

export const changedDays = migration(
  'ChangedDays1764000003200',
  `
  -- By the version of fact_state that changed a day; one that never changed since has no row.
  create table fact_day (business_date date primary key, version bigint not null);
  -- Likewise of all days at once: facts that were made anew.
  alter table fact_state add column remade bigint not null default 0;
  `,
  'drop table fact_day; alter table fact_state drop column remade;',
);

/** The caller holds the facts, in the transaction that changes them. */
export const noteChangedDays = (tx: Tx, days: ReadonlySet<string>): Promise<unknown> =>
  tx.query(
    `insert into fact_day select day, version from fact_state, unnest($1::date[]) day
     on conflict (business_date) do update set version = excluded.version`,
    [[...days]],
  );

/** Likewise, of facts that have changed places. */
export const noteRemade = (tx: Tx): Promise<unknown> => tx.query('update fact_state set remade = version');

/**
 * @returns a text that is another one once facts of these days, names or clocks have changed. Asked before what it speaks for is read:
 * then it is at worst too old, and that is read once more than it had to be.
 */
export async function stateOfDays(database: Database, { from, to }: Period): Promise<string> {
  const [row] = await database.query<{ state: string }>(
    `select concat_ws(' ', remade,
       (select max(version) from fact_day where business_date between $1::date and $2::date),
       (select string_agg(generation || ' ' || cursor, ' ') from followed_feed),
       (select sum(version) from location)) as state
     from fact_state`,
    [from, to],
  );
  return row?.state ?? '';
}
