/** Visits of the web shop, for conversion: told by browsers whose user consents, counted by day, and joined to nobody. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { migration } from '@comptoir/service-kit/db/migrations';
import type { z } from 'zod';
import type { shopEvents } from '../api.ts';
import type { Period } from '../facts/period.ts';

export type Visits = Readonly<{ visits: number; added: number; checkoutsBegun: number }>;

/** What stands behind the funnel: when, and what was looked at. Of visits before it, the day alone is known. */
export const visitsSeen = migration(
  'VisitsSeen1764000003510',
  `
  alter table shop_visit add column begun_at timestamptz, add column last_at timestamptz,
    add column seen text[] not null default '{}', add column put text[] not null default '{}';
  update shop_visit set begun_at = visit_date, last_at = visit_date;
  alter table shop_visit alter column begun_at set not null, alter column last_at set not null;
  create index shop_visit_newest on shop_visit (visit_date, begun_at, visit_id);
  `,
  'alter table shop_visit drop column begun_at, drop column last_at, drop column seen, drop column put;',
);

/** Of one visit. Beyond, what it looked at is not kept; how far it went is. */
const productsMax = 100;

/** Telling the same again changes nothing: a visit is one row, and only what it reaches for the first time is counted. */
export async function recordVisit(
  tx: Tx,
  { visitId, events }: z.infer<typeof shopEvents>,
  date: string,
): Promise<void> {
  const seen = events.flatMap(({ productId }) => productId ?? []);
  const put = events.flatMap(({ type, productId }) => (type === 'add' && productId ? [productId] : []));
  const added = events.some(({ type }) => type !== 'view');
  const begun = events.some(({ type }) => type === 'begin-checkout');
  await tx.query('insert into shop_visit_day values ($1, 0, 0, 0) on conflict do nothing', [date]);
  // Held, so that two messages of one visit come one after the other.
  await tx.query('select from shop_visit_day where visit_date = $1 for update', [date]);
  const [known]: { added: boolean; checkout_begun: boolean }[] = await tx.query(
    'select added, checkout_begun from shop_visit where visit_date = $1 and visit_id = $2',
    [date, visitId],
  );
  await tx.query(
    `insert into shop_visit (visit_date, visit_id, added, checkout_begun, begun_at, last_at, seen, put)
     values ($1, $2, $3, $4, now(), now(), ${withNew("'{}'::text[]", '$5::text[]')}, ${withNew("'{}'::text[]", '$6::text[]')})
     on conflict (visit_date, visit_id) do update set last_at = now(),
       added = shop_visit.added or excluded.added, checkout_begun = shop_visit.checkout_begun or excluded.checkout_begun,
       seen = ${withNew('shop_visit.seen', '$5::text[]')}, put = ${withNew('shop_visit.put', '$6::text[]')}`,
    [date, visitId, added, begun, seen, put],
  );
  await tx.query(
    'update shop_visit_day set visits = visits + $2, added = added + $3, checkout_begun = checkout_begun + $4 where visit_date = $1',
    [date, known ? 0 : 1, added && !known?.added ? 1 : 0, begun && !known?.checkout_begun ? 1 : 0],
  );
}

/** What is known, then what is new in the order in which it was told. */
const withNew = (known: string, told: string) =>
  `(${known} || array(select id from unnest(${told}) with ordinality told (id, place)
     where id <> all(${known}) group by id order by min(place)))[1:${productsMax}]`;

/** @returns null when no visit was told. */
export async function visitsBetween(database: Database, { from, to }: Period): Promise<Visits | null> {
  const [row] = await database.query<{ visits: number | null; added: number; checkout_begun: number }>(
    `select sum(visits)::int as visits, sum(added)::int as added, sum(checkout_begun)::int as checkout_begun
     from shop_visit_day where visit_date between $1::date and $2::date`,
    [from, to],
  );
  return row?.visits ? { visits: row.visits, added: row.added, checkoutsBegun: row.checkout_begun } : null;
}

/** A figure is held against last year's, and both can be opened. Source: docs/data-protection.md. */
const visitsKept = '13 months';

/** The counts stay. */
export const forgetVisits = (database: Database, today: string): Promise<unknown> =>
  database.query(`delete from shop_visit where visit_date < $1::date - interval '${visitsKept}'`, [today]);
