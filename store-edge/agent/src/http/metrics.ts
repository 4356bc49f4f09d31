import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Errands } from '../errands/errands.ts';
import type { Journal } from '../journal/journal.ts';
import type { Spooler } from '../printing/spooler.ts';
import type { FeedFacts } from '../sync-port.ts';
import { AGENT_VERSION } from '../version.ts';

/** Milliseconds between looks at the event loop; the library's own 10 wake an idle process a hundred times a second. */
const eventLoopMonitoringPrecision = 100;

type Sources = Readonly<{
  journal: Journal;
  spooler: Spooler;
  errands: Errands;
  freeBytes: () => Promise<number>;
  feeds: () => readonly FeedFacts[];
}>;
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics({ journal, spooler, errands, freeBytes, feeds }: Sources) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const unsentRecords = gauge(
    'comptoir_edge_unsent_records',
    'Journal records that the cloud has not cosigned',
  );
  const unsentSales = gauge('comptoir_edge_unsent_sales', 'Sales that the cloud has not cosigned');
  const printsWaiting = gauge('comptoir_edge_prints_waiting', 'Print jobs not on paper yet');
  const errandsWaiting = gauge('comptoir_edge_errands_waiting', 'What head office has not answered yet');
  const errandSeconds = gauge('comptoir_edge_errand_oldest_seconds', 'For how long the oldest of them waits');
  const free = gauge('comptoir_edge_disk_free_bytes', 'Room left where the journal is');
  new Gauge({
    name: 'comptoir_edge_info',
    help: '1 for what it runs',
    labelNames: ['version'],
    registers,
  }).set({ version: AGENT_VERSION }, 1);
  const ofFeeds = feedGauges(registry);
  return {
    registry,
    sales: new Counter({
      name: 'comptoir_edge_sales_total',
      help: 'Sales committed by this process',
      registers,
    }),
    saleCommitSeconds: new Histogram({
      name: 'comptoir_edge_sale_commit_seconds',
      help: 'From the frozen bytes to the synced record',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1],
      registers,
    }),
    read: async (): Promise<string> => {
      const unsent = journal.unsent();
      unsentRecords.set(unsent.records);
      unsentSales.set(unsent.sales);
      printsWaiting.set(spooler.waiting());
      const { count, oldestMs } = errands.waiting();
      errandsWaiting.set(count);
      errandSeconds.set(oldestMs / 1_000);
      free.set(await freeBytes());
      for (const facts of feeds()) ofFeeds(facts);
      return registry.metrics();
    },
  };
}

function feedGauges(registry: Registry): (facts: FeedFacts) => void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `comptoir_edge_feed_${name}`, help, labelNames: ['feed'], registers: [registry] });
  const live = gauge('live', '1 while the feed is followed and all of it is in force');
  const loading = gauge('rows_loading', 'Rows of a snapshot that are loaded and not yet in force');
  const loaded = gauge('snapshots_loaded', 'Snapshots loaded by this process');
  const comparisons = gauge('comparisons', 'Times that this process compared the feed with its owner’s');
  const mended = gauge('rows_mended', 'Rows that were replaced after a comparison');
  const diverged = gauge('rows_diverged', 'Of them, rows that no change explains');
  return ({ feed, ...facts }) => {
    live.set({ feed }, facts.phase === 'live' ? 1 : 0);
    loading.set({ feed }, facts.loading?.rows ?? 0);
    loaded.set({ feed }, facts.snapshotsLoaded);
    comparisons.set({ feed }, facts.comparisons);
    mended.set({ feed }, facts.rowsMended);
    diverged.set({ feed }, facts.rowsDiverged);
  };
}
