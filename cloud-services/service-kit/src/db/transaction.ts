/** Statements and transactions, straight on a connection of the pool: what the ORM would do around each costs more than most statements. */
import type pg from 'pg';
import { isOfAnOlderTable } from './faults.ts';

/**
 * A transaction in progress. Statements that need nothing of one another go out together and are done in order:
 * `Promise.all([tx.query(…), tx.query(…)])`. If one fails, those behind it do nothing.
 */
export type Tx = Readonly<{
  /** Answers rows, but `[rows, count]` for `update` and `delete`. */
  query<T = unknown>(sql: string, parameters?: readonly unknown[]): Promise<T>;
}>;

export async function run<T>(
  connection: pg.Pool | pg.ClientBase,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<T> {
  const answer = connection.query(statementOf(sql, parameters));
  const { command, rows, rowCount } = await answer.catch((error: unknown) => {
    if (error instanceof Error && isOfAnOlderTable(error)) named.clear();
    throw error;
  });
  return (command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows) as T;
}

/**
 * What is said often is named, so that PostgreSQL reads and plans it once a connection, not each time. The rest, and what is put
 * together from many parts, is not: each name costs memory in each connection.
 */
const spoken = new Map<string, number>();
const spokenMax = 1_000;
const named = new Map<string, string>();
const namedMax = 200;
const oftenMin = 10;
let names = 0;

function statementOf(text: string, parameters: readonly unknown[]): pg.QueryConfig {
  const values = [...parameters];
  const name = named.get(text);
  if (name !== undefined) return { name, text, values };
  const times = (spoken.get(text) ?? 0) + 1;
  if (times < oftenMin) {
    if (spoken.size >= spokenMax) spoken.clear();
    spoken.set(text, times);
  } else if (named.size < namedMax) {
    names += 1;
    named.set(text, `said-${names}`);
  }
  return { text, values };
}

/** Read committed. Commits when `work` resolves, rolls back when it throws. */
export async function transact<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  // Of statements that go out together, one may have more to say when another has failed: by then the connection is somebody else's.
  let isOver = false;
  const query = <R>(sql: string, parameters?: readonly unknown[]): Promise<R> =>
    isOver ? Promise.reject(new Error('the transaction is over')) : run<R>(connection, sql, parameters);
  try {
    // Not waited for: it goes out with the first statement.
    const begun = connection.query('begin');
    begun.catch(() => undefined);
    const result = await work({ query });
    isOver = true;
    await begun;
    const { command } = await connection.query('commit');
    // PostgreSQL answers so when a statement failed whose promise nobody looked at.
    if (command !== 'COMMIT') throw new Error(`a transaction ended in ${command}`);
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
