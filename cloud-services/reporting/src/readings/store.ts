/** Who read which report, with what parameters and when. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { z } from 'zod';
import type { Reading, readingsQuery } from '../api.ts';

/** As long as the books that the reports are made of must be kept here. Source: Tax Administration Act (Québec), s. 35.1: six years. */
const keptYears = 6;

export type NewReading = Readonly<{
  /** Null: whoever had a mailed link. */
  staffId: string | null;
  report: string;
  parameters: Readonly<Record<string, unknown>>;
}>;

export const noteReading = (
  database: Database,
  { staffId, report, parameters }: NewReading,
): Promise<unknown> =>
  database.query('insert into reading (staff_id, report, parameters) values ($1, $2, $3::jsonb)', [
    staffId,
    report,
    JSON.stringify(parameters),
  ]);

type Row = {
  id: string;
  at: Date;
  staff_id: string | null;
  report: string;
  parameters: Reading['parameters'];
};
type Filter = Omit<z.infer<typeof readingsQuery>, 'cursor' | 'limit'> &
  Readonly<{ before?: string | undefined }>;

/** Newest first. @param filter `before`: the id of the last one that was told. */
export async function listReadings(
  database: Database,
  { by, report, from, to, before }: Filter,
  limit: number,
): Promise<Reading[]> {
  const rows = await database.query<Row>(
    `select * from reading
     where ($1::text is null or staff_id = $1) and ($2::text is null or report = $2)
       and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
       and ($5::bigint is null or id < $5)
     order by id desc limit $6`,
    [by ?? null, report ?? null, from ?? null, to ?? null, before ?? null, limit],
  );
  return rows.map(({ id, at, staff_id, report, parameters }) => ({
    id,
    at: at.toISOString(),
    by: staff_id,
    report,
    parameters,
  }));
}

export const forgetReadings = (database: Database): Promise<unknown> =>
  database.query(`delete from reading where at < now() - interval '${keptYears} years'`);
