/**
 * A store that was cut off for a week hands over 50 000 sales while it goes on selling: the agent's own uploader, journal and disk in this
 * process, Sales with its projections and a durable database in others. `--sales N` for fewer.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile, print, spread } from './support/figures.ts';
import { startSales } from './support/sales-service.ts';
import { openSyncingStore } from './support/syncing-store.ts';

const { values } = parseArgs({
  options: { sales: { type: 'string', default: '50000' } },
  allowPositionals: true,
});
const count = Number(values.sales);
const salesPerSecond = 10;
const quietSeconds = 10;
const goal = { uploadMs: 30_000, saleMs: 20 };
const limitMs = 300_000;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'offline-week-'));
const sales = await startSales(folder);
try {
  const store = await openSyncingStore(folder, sales);
  await store.edge.hurry(() => {
    for (const sale of store.edge.freeze(count)) store.edge.commit(sale);
  });
  const quiet = await sellUntil(store, sleep(quietSeconds * 1_000));
  const week = store.tailSeq();
  const startedMs = performance.now();
  const sync = store.start();
  const busy = await sellUntil(
    store,
    new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`not uploaded in ${limitMs} ms`)), limitMs);
      const end = sync.onChange(() => {
        if (store.cosignedSeq() < week) return;
        clearTimeout(limit);
        end();
        resolve();
      });
    }),
  );
  const uploadMs = performance.now() - startedMs;
  await sync.stop();
  await store.edge.close();
  print({
    name: `${count} sales of a week offline (${week} records) uploaded while the store sells on`,
    ours: `${(uploadMs / 1_000).toFixed(1)} s`,
    peer: `${Math.round((count * 1_000) / uploadMs)} sales/s`,
    ratio: uploadMs / goal.uploadMs,
    goal: `≤ ${goal.uploadMs / 1_000} s`,
    met: uploadMs <= goal.uploadMs,
  });
  const busyMs = percentile(busy, 0.99);
  print({
    name: 'a sale committed meanwhile (p50 / p95 / p99)',
    ours: spread(busy),
    peer: `${spread(quiet)} (nothing to upload)`,
    ratio: busyMs / percentile(quiet, 0.99),
    goal: `p99 ≤ ${goal.saleMs} ms`,
    met: busyMs <= goal.saleMs,
  });
} finally {
  await sales.close();
  await rm(folder, { recursive: true, force: true });
}

/** Sales come at their own moments; each counts from there to its synced record. */
async function sellUntil(
  { edge }: Awaited<ReturnType<typeof openSyncingStore>>,
  end: Promise<unknown>,
): Promise<number[]> {
  const timesMs: number[] = [];
  let isOver = false;
  const ended = end.finally(() => {
    isOver = true;
  });
  for (let dueMs = performance.now(); !isOver; dueMs += 1_000 / salesPerSecond) {
    const [sale = ''] = edge.freeze(1);
    await sleep(Math.max(0, dueMs - performance.now()));
    edge.commit(sale);
    timesMs.push(performance.now() - dueMs);
  }
  await ended;
  return timesMs;
}
