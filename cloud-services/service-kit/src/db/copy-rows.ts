/**
 * Many rows where nothing conflicts and nothing is answered: COPY costs PostgreSQL half of what `insertRows` does. Its connections are its
 * own, since COPY does not go with statements that are sent ahead.
 */
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { CopiedRows } from './copied-rows.ts';
import { poolSettings } from './database.ts';

export type Copying = ReturnType<typeof openCopying>;

export function openCopying(databaseUrl: string, connectionsMax: number) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    ...poolSettings(connectionsMax),
    pipeline: false,
  });
  // Of a connection that nobody uses; who uses one is told by its statement.
  pool.on('error', () => undefined);
  return {
    /** All of them or none. */
    async copy(tables: readonly CopiedRows[]): Promise<void> {
      const connection = await pool.connect();
      let isDone = false;
      try {
        await connection.query('begin');
        for (const { table, columns, text } of tables) {
          if (text.length === 0) continue;
          const into = connection.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
          into.end(text);
          await finished(into);
        }
        await connection.query('commit');
        isDone = true;
      } finally {
        // One that ends takes back what it began.
        connection.release(!isDone);
      }
    },
    close: () => pool.end(),
  };
}
