/** What a traced request spent in the database: one span a transaction, one a statement outside of any. Never a value. */
import { inSpan, isTraced } from '@comptoir/tracing';
import type { Tx } from './transaction.ts';

const system = { 'db.system.name': 'postgresql' } as const;

export function tracedQuery<T>(sql: string, work: () => Promise<T>): Promise<T> {
  if (!isTraced()) return work();
  const summary = summaryOf(sql);
  return inSpan(summary, { kind: 'client', attributes: { ...system, 'db.query.summary': summary } }, work);
}

/** @param work gets what counts the statements of its transaction. */
export function tracedTransaction<T>(work: (counting: (tx: Tx) => Tx) => Promise<T>): Promise<T> {
  if (!isTraced()) return work((tx) => tx);
  return inSpan('transaction', { kind: 'client', attributes: system }, async (span) => {
    let statements = 0;
    const counting = (tx: Tx): Tx => ({
      ...tx,
      query: (sql, parameters) => {
        statements += 1;
        return tx.query(sql, parameters);
      },
    });
    try {
      return await work(counting);
    } finally {
      span?.setAttribute('db.operation.batch.size', statements);
    }
  });
}

/** `select feed_row`: verb and first table. Source: OpenTelemetry semantic conventions, Database, db.query.summary. */
export function summaryOf(sql: string): string {
  const verb = /^\s*(?:--.*\n\s*)*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? 'statement';
  const table = /\b(?:from|into|update)\s+([a-z_][a-z_0-9.]*)/i.exec(sql)?.[1];
  return table === undefined ? verb : `${verb} ${table}`;
}
