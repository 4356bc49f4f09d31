/** Jobs and their files in PostgreSQL, so that any instance may do the work of another that died, and hand out its files. */
import { Writable } from 'node:stream';
import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { z } from 'zod';
import { type Job, type ReportRequest, reportRequest } from '../api.ts';
import { namedPeriod, periodOf } from '../facts/period.ts';
import type { Scope } from '../reports/scope.ts';

/** What is kept of a request: whose sales it may show is decided when it is made. */
export type StoredRequest = Readonly<{ request: ReportRequest; scope: Scope }>;
export const storedRequest = z.object({
  request: reportRequest,
  scope: z.object({ storeIds: z.array(z.string()).nullable(), channel: z.enum(['pos', 'web']).nullable() }),
});

/** What "today" means is settled when a report is asked for or due, not when its turn comes. */
export function settled(request: ReportRequest, today: string): ReportRequest {
  const { period, ...parameters } = request.parameters;
  return {
    ...request,
    parameters: { ...parameters, ...(period ? namedPeriod(period, today) : periodOf(parameters, today)) },
  };
}

const leaseSeconds = 30;
export const keptDays = 7;
const chunkBytes = 256 * 1024;

type JobRow = {
  job_id: string;
  staff_id: string;
  request: unknown;
  state: Job['state'];
  done: number;
  total: number | null;
  file_name: string | null;
  media_type: string | null;
  bytes: string | null;
  fault: string | null;
  created_at: Date;
  ended_at: Date | null;
  recipients: string[];
};

export const filePath = (jobId: string) => `/api/v1/reports/jobs/${jobId}/file`;

function jobOf(row: JobRow): Job {
  const { report, format, language } = storedRequest.parse(row.request).request;
  const isDone = row.state === 'done' && row.file_name !== null && row.media_type !== null;
  return {
    jobId: row.job_id,
    report,
    format,
    language,
    state: row.state,
    progress: { done: row.done, total: row.total },
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    file: isDone
      ? {
          name: row.file_name ?? '',
          mediaType: row.media_type ?? '',
          bytes: Number(row.bytes),
          url: filePath(row.job_id),
        }
      : null,
    fault: row.fault === null ? null : row.fault === 'too-many-rows' ? 'too-many-rows' : 'failed',
  };
}

/** @param recipients who is mailed a link once it is done. The same id is one job. */
export async function addJob(
  tx: Tx,
  jobId: string,
  staffId: string,
  stored: StoredRequest,
  recipients: readonly string[] = [],
): Promise<void> {
  await tx.query(
    `insert into job (job_id, staff_id, request, state, recipients) values ($1, $2, $3::jsonb, 'waiting', $4)
     on conflict (job_id) do nothing`,
    [jobId, staffId, JSON.stringify(stored), recipients],
  );
}

/** A job is its maker's. */
export async function findJob(database: Database, jobId: string, staffId: string): Promise<Job | undefined> {
  const [row] = await database.query<JobRow>('select * from job where job_id = $1 and staff_id = $2', [
    jobId,
    staffId,
  ]);
  return row && jobOf(row);
}

/** Who has a link's secret needs nothing else. */
export async function findSent(database: Database, linkHash: Buffer): Promise<Job | undefined> {
  const [row] = await database.query<JobRow>('select * from job where link_hash = $1', [linkHash]);
  return row && jobOf(row);
}

/** Newest first. */
export async function listJobs(database: Database, staffId: string, limit: number): Promise<Job[]> {
  const rows = await database.query<JobRow>(
    'select * from job where staff_id = $1 order by created_at desc, job_id limit $2',
    [staffId, limit],
  );
  return rows.map(jobOf);
}

/** What is open is made no further; its worker finds so with its next word. @returns whether it was open, and is the person's. */
export async function cancelJob(tx: Tx, jobId: string, staffId: string): Promise<boolean> {
  const gone: unknown[] = await tx.query(
    `with gone as (update job set state = 'cancelled', ended_at = now(), lease_until = null, worker = null
       where job_id = $1 and staff_id = $2 and state in ('waiting', 'working') returning 1) select * from gone`,
    [jobId, staffId],
  );
  if (gone.length > 0) await tx.query('delete from job_chunk where job_id = $1', [jobId]);
  return gone.length > 0;
}

/** What failed or was cancelled waits for its turn again, as it was asked for. @returns whether it had, and is the person's. */
export async function retryJob(tx: Tx, jobId: string, staffId: string): Promise<boolean> {
  const again: unknown[] = await tx.query(
    `with again as (update job set state = 'waiting', fault = null, ended_at = null, done = 0, total = null
       where job_id = $1 and staff_id = $2 and state in ('failed', 'cancelled') returning 1) select * from again`,
    [jobId, staffId],
  );
  return again.length > 0;
}

export type Taken = Readonly<{
  jobId: string;
  worker: string;
  stored: StoredRequest;
  recipients: readonly string[];
}>;

/** The oldest that waits, or whose worker has not been heard of: what that one wrote is thrown away. */
export function takeJob(database: Database, worker: string): Promise<Taken | undefined> {
  return database.transaction(async (tx) => {
    const rows: JobRow[] = await tx.query(
      `select * from job where state = 'waiting' or (state = 'working' and lease_until < now())
       order by created_at limit 1 for update skip locked`,
    );
    const [row] = rows;
    if (!row) return undefined;
    await tx.query('delete from job_chunk where job_id = $1', [row.job_id]);
    await tx.query(
      `update job set state = 'working', worker = $2, done = 0, total = null, lease_until = now() + interval '${leaseSeconds} seconds'
       where job_id = $1`,
      [row.job_id, worker],
    );
    return {
      jobId: row.job_id,
      worker,
      stored: storedRequest.parse(row.request),
      recipients: row.recipients,
    };
  });
}

/** @throws Error when another worker has taken the job over. */
export async function noteProgress(
  database: Database,
  { jobId, worker }: Taken,
  done: number,
  total: number,
): Promise<void> {
  await own(
    database.query(
      `with mine as (update job set done = $3, total = $4, lease_until = now() + interval '${leaseSeconds} seconds'
         where job_id = $1 and worker = $2 and state = 'working' returning 1) select count(*)::int as mine from mine`,
      [jobId, worker, done, total],
    ),
  );
}

export type JobEnd = Readonly<
  { file: { name: string; mediaType: string; bytes: number } } | { fault: 'too-many-rows' | 'failed' }
>;

/** @param linkHash of the secret that the file can be had with. @throws Error when another worker has taken the job over. */
export async function endJob(
  tx: Tx,
  { jobId, worker }: Taken,
  end: JobEnd,
  linkHash: Buffer | null,
): Promise<void> {
  const file = 'file' in end ? end.file : undefined;
  await own(
    tx.query(
      `with mine as (update job set state = $3, file_name = $4, media_type = $5, bytes = $6, fault = $7, ended_at = now(), lease_until = null,
           link_hash = $8
         where job_id = $1 and worker = $2 and state = 'working' returning 1) select count(*)::int as mine from mine`,
      [
        jobId,
        worker,
        file ? 'done' : 'failed',
        file?.name ?? null,
        file?.mediaType ?? null,
        file?.bytes ?? null,
        'fault' in end ? end.fault : null,
        linkHash,
      ],
    ),
  );
}

/** It was cancelled, or another worker has taken it over. */
export class NoLongerOurs extends Error {}

async function own(answer: Promise<{ mine: number }[]>): Promise<void> {
  if ((await answer)[0]?.mine !== 1) throw new NoLongerOurs();
}

/** A stream into the job's file, in chunks; it takes no more before a chunk is stored. */
export function fileWriter(
  database: Database,
  { jobId, worker }: Taken,
): Writable & { readonly stored: number } {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let position = 0;
  let stored = 0;
  const flush = async () => {
    const content = Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    await database.query(
      `insert into job_chunk (job_id, position, content)
       select $1, $3, $4 from job where job_id = $1 and worker = $2 and state = 'working'`,
      [jobId, worker, position, content],
    );
    position += 1;
    stored += content.length;
  };
  const writable = new Writable({
    highWaterMark: chunkBytes,
    write(chunk: Buffer, _encoding, done) {
      pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes < chunkBytes) return done();
      flush().then(() => done(), done);
    },
    final(done) {
      flush().then(() => done(), done);
    },
  });
  return Object.defineProperty(writable, 'stored', { get: () => stored }) as Writable & { stored: number };
}

/** One chunk at a time: a file of any size is handed out with flat memory. */
export async function* fileChunks(database: Database, jobId: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const [row] = await database.query<{ content: Buffer }>(
      'select content from job_chunk where job_id = $1 and position = $2',
      [jobId, position],
    );
    if (!row) return;
    yield row.content;
  }
}

export const forgetJobs = (database: Database): Promise<unknown> =>
  database.query(`delete from job where created_at < now() - interval '${keptDays} days'`);
