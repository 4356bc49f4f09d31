/**
 * Turns what is due into jobs. The schedule is held while its job is added and its next run is noted, all in one transaction: whatever
 * instance does it, and wherever one dies, a run has one job.
 */
import type { Database } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { localDay } from '@comptoir/service-kit/local-day';
import type { Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import type { Schedule } from '../api.ts';
import { addJob, settled } from '../jobs/store.ts';
import { parseCron } from './cron.ts';
import { nextRun } from './next-run.ts';
import { lockDue, noteRun } from './store.ts';

const lookEveryMs = 1_000;

export const startSchedules = (database: Database, logger: Logger, now: () => Date): Loop =>
  startLoop('the schedules', lookEveryMs, logger, () => runDue(database, now()));

/** Runs that were missed while nobody looked are one, for the day on which the first was due. @returns whether one was due. */
const runDue = (database: Database, now: Date): Promise<boolean> =>
  database.transaction(async (tx) => {
    const due = await lockDue(tx, now);
    if (!due) return false;
    const { scheduleId, staffId, stored, schedule, dueAt } = due;
    const request = settled(stored.request, localDay(schedule.timeZone, dueAt));
    const jobId = derivedId('scheduled-report', scheduleId, dueAt.toISOString());
    await addJob(tx, jobId, staffId, { ...stored, request }, schedule.recipients);
    await noteRun(tx, scheduleId, dueAt, runAfter(schedule, now));
    return true;
  });

/** Of a schedule that was checked when it was made. */
export function runAfter({ cron, timeZone }: Schedule, after: Date): Date {
  const read = parseCron(cron);
  const next = read.ok ? nextRun(read.cron, timeZone, after) : undefined;
  if (!next) throw new Error(`the schedule ${cron} of ${timeZone} never comes`);
  return next;
}
