/** Statements and transactions, straight on a connection of the pool: what the ORM would do around each costs more than most statements. */
import pg from 'pg';
import { type Announced, type Announcements, channelOf } from './announcements.ts';
import { arrayText } from './array-text.ts';
import { isOfAnOlderTable } from './faults.ts';
import type { Statements } from './statements.ts';

/**
 * A transaction in progress. Statements that need nothing of one another go out together and are done in order:
 * `Promise.all([tx.query(…), tx.query(…)])`. If one fails, those behind it do nothing.
 */
export type Tx = Readonly<{
  /** Answers rows, but `[rows, count]` for `update` and `delete`. */
  query<T = unknown>(sql: string, parameters?: readonly unknown[]): Promise<T>;
  /** Something written before now waits to be done: whoever does it looks after the commit. May be lost with the process: they also look by themselves. */
  announce(what: Announced): Promise<void>;
}>;

/** Whatever may be asked, of a transaction that nothing is announced in. */
export type Asked = Pick<Tx, 'query'>;

export async function run<T>(
  connection: pg.Pool | pg.ClientBase,
  statements: Statements,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<T> {
  const values = parameters.map((value) => (Array.isArray(value) ? arrayText(value) : value));
  const answer = connection.query(statements.of(sql, values));
  const { command, rows, rowCount } = await answer.catch((error: unknown) => {
    if (error instanceof Error && isOfAnOlderTable(error)) statements.forgetNames();
    throw error;
  });
  return (command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows) as T;
}

/** What is said before the present turn is over goes out as one packet: one costs both sides more than most statements do. */
function packing(client: pg.PoolClient): pg.PoolClient {
  if (client instanceof pg.Client && client.connection.stream.writableCorked === 0) {
    const { stream } = client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
  return client;
}

/** Each statement by itself. */
export function alone(pool: pg.Pool, statements: Statements, announcements: Announcements): Tx {
  const query: Tx['query'] = (sql, parameters) => run(pool, statements, sql, parameters);
  return {
    query,
    async announce(what) {
      if (announcements.isHeard(what)) announcements.tell(what);
      else await query(notification, [channelOf(what)]);
    },
  };
}

const notification = `select pg_notify($1, '')`;

export type TransactionOptions = Readonly<{
  /**
   * Statements are planned once a connection, for whatever values. For what finds its rows by key: PostgreSQL would plan lists of keys
   * (`any($1)`, `unnest($1)`) anew each time, which takes longer than the work. Not for what reads much, or by ranges.
   */
  plansOnce?: boolean;
}>;

const begin = 'begin';
/** Goes out, and is done, together. Source: PostgreSQL 18 manual, 20.7.4 (plan_cache_mode), 55.2.2.1 (several statements). */
const beginPlanningOnce = 'begin; set local plan_cache_mode = force_generic_plan';

/** Read committed. Commits when `work` resolves, rolls back when it throws. */
export async function transact<T>(
  pool: pg.Pool,
  statements: Statements,
  announcements: Announcements,
  work: (tx: Tx) => Promise<T>,
  { plansOnce = false }: TransactionOptions = {},
): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  // Of statements that go out together, one may have more to say when another has failed: by then the connection is somebody else's.
  let isOver = false;
  const query = <R>(sql: string, parameters?: readonly unknown[]): Promise<R> =>
    isOver
      ? Promise.reject(new Error('the transaction is over'))
      : run<R>(packing(connection), statements, sql, parameters);
  const announced = new Set<Announced>();
  const announce = async (what: Announced) => {
    if (announcements.isHeard(what)) announced.add(what);
    else await query(notification, [channelOf(what)]);
  };
  try {
    // Not waited for: it goes out with the first statement.
    const begun = packing(connection).query(plansOnce ? beginPlanningOnce : begin);
    begun.catch(() => undefined);
    const result = await work({ query, announce });
    isOver = true;
    await begun;
    const { command } = await connection.query('commit');
    // PostgreSQL answers so when a statement failed whose promise nobody looked at.
    if (command !== 'COMMIT') throw new Error(`a transaction ended in ${command}`);
    for (const what of announced) announcements.tell(what);
    return result;
  } catch (error) {
    isOver = true;
    await connection.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}
