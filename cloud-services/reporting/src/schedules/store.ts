/** Schedules in PostgreSQL. */
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import type { Schedule, Scheduled } from '../api.ts';
import { type StoredRequest, storedRequest } from '../jobs/store.ts';

/** So many of one person's. */
const schedulesMax = 100;

type ScheduleRow = {
  schedule_id: string;
  staff_id: string;
  request: unknown;
  cron: string;
  time_zone: string;
  recipients: string[];
  next_run_at: Date;
  last_run_at: Date | null;
};

/** @throws Problem 409 when the person has too many already. */
export async function addSchedule(
  tx: Tx,
  scheduleId: string,
  staffId: string,
  stored: StoredRequest,
  { cron, timeZone, recipients }: Schedule,
  nextRunAt: Date,
): Promise<void> {
  const inserted: unknown[] = await tx.query(
    `insert into schedule (schedule_id, staff_id, request, cron, time_zone, recipients, next_run_at)
     select $1, $2, $3::jsonb, $4, $5, $6, $7 where (select count(*) from schedule where staff_id = $2) < ${schedulesMax}
     returning 1`,
    [
      scheduleId,
      staffId,
      JSON.stringify(stored),
      cron,
      timeZone,
      [...new Set(recipients.map((recipient) => recipient.toLowerCase()))],
      nextRunAt,
    ],
  );
  if (inserted.length === 0)
    throw problem(
      409,
      'too-many-schedules',
      'You have too many schedules',
      `Cancel one: at most ${schedulesMax} are kept.`,
    );
}

/** @param staffId whose; everybody's unless told. Next due first. */
export async function listSchedules(database: Database, staffId: string | null): Promise<Scheduled[]> {
  const rows = await database.query<ScheduleRow>(
    'select * from schedule where $1::text is null or staff_id = $1 order by next_run_at, schedule_id',
    [staffId],
  );
  return rows.map((row) => ({
    scheduleId: row.schedule_id,
    staffId: row.staff_id,
    ...storedRequest.parse(row.request).request,
    schedule: { cron: row.cron, timeZone: row.time_zone, recipients: row.recipients },
    nextRunAt: row.next_run_at.toISOString(),
    lastRunAt: row.last_run_at?.toISOString() ?? null,
  }));
}

/** @returns whether there was one. */
export async function cancelSchedule(tx: Tx, scheduleId: string, staffId: string | null): Promise<boolean> {
  const gone: unknown[] = await tx.query(
    `with gone as (delete from schedule where schedule_id = $1 and ($2::text is null or staff_id = $2) returning 1)
     select * from gone`,
    [scheduleId, staffId],
  );
  return gone.length > 0;
}

type Due = Readonly<{
  scheduleId: string;
  staffId: string;
  stored: StoredRequest;
  schedule: Schedule;
  dueAt: Date;
}>;

/** One that is due, held until the transaction ends; those that another instance holds are left to it. */
export async function lockDue(tx: Tx, now: Date): Promise<Due | undefined> {
  const rows: ScheduleRow[] = await tx.query(
    'select * from schedule where next_run_at <= $1 order by next_run_at limit 1 for update skip locked',
    [now],
  );
  const [row] = rows;
  return (
    row && {
      scheduleId: row.schedule_id,
      staffId: row.staff_id,
      stored: storedRequest.parse(row.request),
      schedule: { cron: row.cron, timeZone: row.time_zone, recipients: row.recipients },
      dueAt: row.next_run_at,
    }
  );
}

export async function noteRun(tx: Tx, scheduleId: string, dueAt: Date, nextRunAt: Date): Promise<void> {
  await tx.query('update schedule set last_run_at = $2, next_run_at = $3 where schedule_id = $1', [
    scheduleId,
    dueAt,
    nextRunAt,
  ]);
}
