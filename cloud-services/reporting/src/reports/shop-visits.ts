/** Visits of the web shop, for conversion: told by browsers whose user consents, counted by day, and joined to nobody. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import type { z } from 'zod';
import type { shopEvents } from '../api.ts';
import type { Period } from '../facts/period.ts';

export type Visits = Readonly<{ visits: number; added: number; checkoutsBegun: number }>;

/** Telling the same again changes nothing: a visit is one row, and only what it reaches for the first time is counted. */
export async function recordVisit(
  tx: Tx,
  { visitId, events }: z.infer<typeof shopEvents>,
  date: string,
): Promise<void> {
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
    `insert into shop_visit values ($1, $2, $3, $4) on conflict (visit_date, visit_id) do update set
       added = shop_visit.added or excluded.added, checkout_begun = shop_visit.checkout_begun or excluded.checkout_begun`,
    [date, visitId, added, begun],
  );
  await tx.query(
    'update shop_visit_day set visits = visits + $2, added = added + $3, checkout_begun = checkout_begun + $4 where visit_date = $1',
    [date, known ? 0 : 1, added && !known?.added ? 1 : 0, begun && !known?.checkout_begun ? 1 : 0],
  );
}

/** @returns null when no visit was told. */
export async function visitsBetween(database: Database, { from, to }: Period): Promise<Visits | null> {
  const [row] = await database.query<{ visits: number | null; added: number; checkout_begun: number }>(
    `select sum(visits)::int as visits, sum(added)::int as added, sum(checkout_begun)::int as checkout_begun
     from shop_visit_day where visit_date between $1::date and $2::date`,
    [from, to],
  );
  return row?.visits ? { visits: row.visits, added: row.added, checkoutsBegun: row.checkout_begun } : null;
}

const visitsKeptDays = 2;

/** The random numbers are needed for a day only; the counts stay. */
export const forgetVisits = (database: Database, today: string): Promise<unknown> =>
  database.query(`delete from shop_visit where visit_date < $1::date - ${visitsKeptDays}`, [today]);
