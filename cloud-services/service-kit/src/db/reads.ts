/**
 * Reads done by a second server that follows the first one, and never older than when they were asked: the first one says how far its
 * log has come, which holds all that anybody was told of, and the second one is waited for until it has replayed as much. Where it
 * lags, is away, or ends a read, the first one does it: nobody waits for a server that is there to help.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Counter, type Registry } from 'prom-client';
import { errorFields, type Logger } from '../logger.ts';
import { type Database, poolSettings } from './database.ts';
import { isPassing } from './faults.ts';
import { openStatements } from './statements.ts';
import { run, transact } from './transaction.ts';

export type Reads = Readonly<{
  /** As the first server's, but that what is asked of `query`, `alone` and `transaction` must only read. */
  database: Database;
  close(): Promise<void>;
}>;

export type ReadsOptions = Readonly<{
  /** Undefined: there is no second server. */
  url: string | undefined;
  service: string;
  logger: Logger;
  metrics: Registry;
}>;

/** As long as a read may be held up; the usual lag is a few milliseconds. */
const lagMsMax = 200;
const lookFirstMs = 2;
/** Whoever says nothing for so long hangs. */
const lookMsMax = 500;
/** After it was away it is not asked for so long. */
const restMs = 1_000;

export function openReads(primary: Database, { url, service, logger, metrics }: ReadsOptions): Reads {
  if (url === undefined) return { database: primary, close: async () => {} };
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `${service} reads`,
    ...poolSettings(),
  });
  pool.on('error', () => undefined);
  const statements = openStatements();
  const counted = new Counter({
    name: 'database_reads_total',
    help: 'Reads that a second server may do, by who did them: `replica`; or `primary`, since the other lagged or was away.',
    labelNames: ['by', 'why'],
    registers: [metrics],
  });
  let restsUntilMs = 0;

  /** @returns whether the second server has all that was committed when this was asked. */
  async function hasCaughtUp(): Promise<boolean> {
    const [at] = await primary.query<{ lsn: string }>('select pg_current_wal_flush_lsn()::text as lsn');
    const askedMs = performance.now();
    for (let waitMs = lookFirstMs; ; waitMs *= 2) {
      const look: pg.QueryConfig & { query_timeout: number } = {
        text: 'select pg_last_wal_replay_lsn() >= $1::pg_lsn as fresh',
        values: [at?.lsn],
        query_timeout: lookMsMax,
      };
      const { rows } = await pool.query<{ fresh: boolean | null }>(look);
      // Null: it follows nobody any more.
      if (rows[0]?.fresh !== false) return rows[0]?.fresh === true;
      if (performance.now() - askedMs + waitMs > lagMsMax) return false;
      await pause(waitMs);
    }
  }

  async function read<T>(there: () => Promise<T>, here: () => Promise<T>): Promise<T> {
    let why = 'rests';
    if (performance.now() >= restsUntilMs)
      try {
        if (await hasCaughtUp()) {
          const answer = await there();
          counted.inc({ by: 'replica', why: '' });
          return answer;
        }
        why = 'lags';
      } catch (error) {
        if (!isOfTheReplica(error)) throw error;
        why = 'away';
        restsUntilMs = performance.now() + restMs;
        logger.warn(errorFields(error), 'reads are done by the first server for a while');
      }
    counted.inc({ by: 'primary', why });
    return here();
  }

  const query: Database['query'] = (sql, parameters) =>
    read(
      () => run(pool, statements, sql, parameters),
      () => primary.query(sql, parameters),
    );
  return {
    database: {
      ...primary,
      query,
      alone: { ...primary.alone, query: query as Database['alone']['query'] },
      transaction: (work) =>
        read(
          () => transact(pool, statements, primary.announcements, work),
          () => primary.transaction(work),
        ),
    },
    close: () => pool.end(),
  };
}

/** 25006: whoever said that it only reads does not. Source: PostgreSQL 18 manual, A, Error Codes. */
const isOfTheReplica = (error: unknown): boolean =>
  isPassing(error) || (error instanceof Error && 'code' in error && error.code === '25006');
