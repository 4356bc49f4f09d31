/** Statements and transactions, straight on a connection of the pool: what the ORM would do around each costs more than most statements. */
import type pg from 'pg';
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
}>;

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

/** Read committed. Commits when `work` resolves, rolls back when it throws. */
export async function transact<T>(
  pool: pg.Pool,
  statements: Statements,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  // Of statements that go out together, one may have more to say when another has failed: by then the connection is somebody else's.
  let isOver = false;
  const query = <R>(sql: string, parameters?: readonly unknown[]): Promise<R> =>
    isOver
      ? Promise.reject(new Error('the transaction is over'))
      : run<R>(connection, statements, sql, parameters);
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
