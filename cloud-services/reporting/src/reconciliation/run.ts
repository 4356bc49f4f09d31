/** Compares Reporting with the ledgers of Sales, Order and Inventory, again and again, and keeps what differs. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Logger } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import { readGauge } from '@comptoir/service-kit/metrics/read-gauge';
import type { Kit } from '@comptoir/service-kit/service';
import type { HouseFetch } from '@comptoir/service-kit/tls/house-fetch';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { Addresses } from '../events.ts';
import { differencesOf, lasting } from './compare.ts';
import { readSides } from './figures.ts';
import { keepDifferences, knownDifferences, offBy } from './store.ts';

const everyMs = 600_000;
/** A store that comes back after a month tells of days as old. */
const daysBack = 40;

type Parts = Readonly<{ database: Database; owners: Addresses; fetch: HouseFetch }>;

/** @param today the last day that is compared. @throws Problem 503 when an owner does not answer: what was found before stays. */
export async function reconcile(parts: Parts, today: string): Promise<void> {
  const { database } = parts;
  const period = { from: dayAfter(today, -daysBack), to: today };
  const { theirs, ours } = await readSides(parts, period);
  const found = differencesOf(theirs, ours);
  await database.transaction(async (tx) => {
    const before = await knownDifferences(tx);
    const last = lasting(found, before);
    const sinceOf = new Map(before.map(({ since, ...one }) => [nameOf(one), since]));
    const rows = found.map((one) => ({
      ...one,
      lasts: last.has(one),
      since: (last.has(one) ? sinceOf.get(nameOf(one)) : undefined) ?? new Date(),
    }));
    await keepDifferences(tx, period, theirs.length, rows);
  });
}

const nameOf = ({
  ledger,
  day,
  storeId,
  what,
}: Readonly<Record<'ledger' | 'storeId' | 'what', string> & { day: string | null }>) =>
  `${ledger} ${day} ${storeId} ${what}`;

export function startReconciliation(
  parts: Parts & Readonly<{ logger: Logger; metrics: Kit<never>['metrics']; today: () => string }>,
): Loop {
  const { database, logger, metrics, today } = parts;
  readGauge(
    metrics,
    {
      name: 'reporting_reconciliation_difference_minor',
      help: 'By how much Reporting is off from a ledger, in minor units (of inventory: thousandths of a piece).',
      labelNames: ['ledger'],
    },
    async () => {
      const off = await offBy(database);
      return ['sales', 'order', 'inventory'].map((ledger) => ({
        labels: { ledger },
        value: off.get(ledger) ?? 0,
      }));
    },
  );
  readGauge(
    metrics,
    {
      name: 'reporting_reconciliation_age_seconds',
      help: 'Since the last comparison with all ledgers that came to its end.',
    },
    async () => {
      const [row] = await database.query<{ age: number }>(
        'select extract(epoch from now() - ended_at)::float8 as age from reconciliation',
      );
      return row ? [{ value: row.age }] : [];
    },
  );
  return startLoop('the reconciliation', everyMs, logger, async () => {
    // Another instance may just have compared: what was on its way then may be on its way still.
    const recent: unknown[] = await database.query(
      "select 1 from reconciliation where ended_at > now() - $1 * interval '1 millisecond'",
      [everyMs / 2],
    );
    if (recent.length === 0) await reconcile(parts, today());
  });
}
