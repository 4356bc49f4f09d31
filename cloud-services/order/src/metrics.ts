/** What is measured of checkouts, for dashboards and alerts. */
import type { Database } from '@comptoir/service-kit';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type Measures = ReturnType<typeof createMeasures>;

export function createMeasures(registry: Registry, database: Database) {
  const registers = [registry];
  new Gauge({
    name: 'order_needs_a_person',
    help: 'Things owed outside that no retry will mend.',
    registers,
    async collect() {
      const [row] = await database.query<{ n: string }>(
        'select count(*) as n from owed where failed_at is not null',
      );
      this.set(Number(row?.n ?? 0));
    },
  });
  new Gauge({
    name: 'order_sagas_unfinished',
    help: 'Checkouts between their beginning and their end.',
    registers,
    async collect() {
      const [row] = await database.query<{ n: string }>(
        `select count(*) as n from saga where state not in ('confirmed', 'failed')`,
      );
      this.set(Number(row?.n ?? 0));
    },
  });
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
