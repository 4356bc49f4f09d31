/** What is measured of checkouts, for dashboards and alerts. */
import type { Database } from '@comptoir/service-kit';
import { readGauge } from '@comptoir/service-kit/metrics/read-gauge';
import { Counter, Histogram, type Registry } from 'prom-client';

export type Measures = ReturnType<typeof createMeasures>;

export function createMeasures(registry: Registry, database: Database) {
  const registers = [registry];
  const count = (name: string, help: string, sql: string) =>
    readGauge(registry, { name, help }, async () => {
      const [row] = await database.query<{ n: string | null }>(sql);
      return [{ value: Number(row?.n ?? 0) }];
    });
  count(
    'order_needs_a_person',
    'Things owed outside that no retry will mend.',
    'select count(*) as n from owed where failed_at is not null',
  );
  count(
    'order_sagas_unfinished',
    'Checkouts between their beginning and their end.',
    `select count(*) as n from saga where state not in ('confirmed', 'failed')`,
  );
  // One that waits for the customer, at a 3-D Secure page say, is due in the future: it is not late.
  count(
    'order_saga_late_seconds',
    'How long the checkout that is longest overdue has had something to do.',
    `select greatest(0, extract(epoch from clock_timestamp() - min(due_at))) as n from saga where due_at is not null`,
  );
  return {
    checkouts: new Counter({
      name: 'order_checkouts_total',
      help: 'Checkouts by how they ended.',
      labelNames: ['outcome'],
      registers,
    }),
    checkoutSeconds: new Histogram({
      name: 'order_checkout_seconds',
      help: 'From the request to its answer.',
      labelNames: ['outcome'],
      buckets: [0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 10],
      registers,
    }),
    answersLost: new Counter({
      name: 'order_answers_lost_total',
      help: 'Calls whose outcome had to be asked for.',
      labelNames: ['call'],
      registers,
    }),
    webhooks: new Counter({
      name: 'order_webhooks_total',
      help: 'Webhooks by what became of them.',
      labelNames: ['provider', 'outcome'],
      registers,
    }),
  };
}
