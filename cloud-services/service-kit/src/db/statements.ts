/** Which statements of one database are named. */
import type pg from 'pg';

const spokenMax = 1_000;
const namedMax = 200;
const oftenMin = 10;

export type Statements = ReturnType<typeof openStatements>;

/**
 * What is said often is named, so that PostgreSQL reads and plans it once a connection, not each time. The rest, and what is put
 * together from many parts, is not: each name costs memory in each connection.
 */
export function openStatements() {
  const spoken = new Map<string, number>();
  const named = new Map<string, string>();
  let names = 0;
  return {
    of(text: string, parameters: readonly unknown[]): pg.QueryConfig {
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
    },
    /** The plans behind them are of tables that have changed. */
    forgetNames: (): void => named.clear(),
  };
}
