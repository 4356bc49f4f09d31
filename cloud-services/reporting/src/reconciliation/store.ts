import type { Database, Tx } from '@comptoir/service-kit/db/database';
import { insertRows } from '@comptoir/service-kit/db/insert-rows';
import type { Reconciliation } from '../api.ts';
import type { Period } from '../facts/period.ts';
import type { Difference } from './compare.ts';

type Row = Difference & Readonly<{ lasts: boolean; since: Date }>;

const columns = `ledger, day::text as day, store_id as "storeId", what, theirs::float8 as theirs, ours::float8 as ours, lasts, since`;

/** Held until the transaction ends: two instances that compare at once write one after the other. */
export async function knownDifferences(tx: Tx): Promise<Row[]> {
  await tx.query('lock table reconciliation_difference in share row exclusive mode');
  return tx.query(`select ${columns} from reconciliation_difference`);
}

export async function keepDifferences(
  tx: Tx,
  { from, to }: Period,
  figures: number,
  found: readonly Row[],
): Promise<void> {
  await tx.query('delete from reconciliation_difference');
  await insertRows(
    tx,
    'reconciliation_difference',
    {
      ledger: 'text',
      day: 'date',
      store_id: 'text',
      what: 'text',
      theirs: 'bigint',
      ours: 'bigint',
      lasts: 'boolean',
      since: 'timestamptz',
    },
    found.map((one) => [
      ...[one.ledger, one.day, one.storeId, one.what, one.theirs, one.ours],
      ...[one.lasts, one.since],
    ]),
    '',
  );
  await tx.query(
    `insert into reconciliation (day_from, day_to, figures) values ($1, $2, $3)
     on conflict (one) do update set day_from = $1, day_to = $2, figures = $3, ended_at = now()`,
    [from, to, figures],
  );
}

/** Those that last, by ledger, newest day first. */
export async function readReconciliation(database: Database): Promise<Reconciliation> {
  const [run] = await database.query<{ from: string; to: string; figures: number; ended_at: Date }>(
    'select day_from::text as from, day_to::text as to, figures, ended_at from reconciliation',
  );
  const rows = await database.query<Row>(
    `select ${columns} from reconciliation_difference where lasts order by ledger, day desc nulls last, store_id, what`,
  );
  return {
    last: run
      ? { from: run.from, to: run.to, figures: run.figures, endedAt: run.ended_at.toISOString() }
      : null,
    differences: rows.map(({ lasts: _lasts, since, ...one }) => ({ ...one, since: since.toISOString() })),
  };
}

/** What each ledger is off by in all, in minor units; of stock, in thousandths of a piece. */
export async function offBy(database: Database): Promise<Map<string, number>> {
  const rows = await database.query<{ ledger: string; off: number }>(
    `select ledger, sum(abs(theirs - ours))::float8 as off from reconciliation_difference
     where lasts and what <> 'documents' group by 1`,
  );
  return new Map(rows.map(({ ledger, off }) => [ledger, off]));
}
