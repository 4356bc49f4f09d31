/**
 * A store that was cut off for a week hands over 50 000 sales while it goes on selling: the agent's own uploader, journal and disk in this
 * process, Sales with its projections and a durable database in others; then the same to a cloud that only acknowledges, which shows what
 * the cloud's work and its disk cost, being on this machine. `--sales N` for fewer.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startAckingCloud } from './support/acking-cloud.ts';
import { percentile, print, spread } from './support/figures.ts';
import { startSales } from './support/sales-service.ts';
import { type EnrollingCloud, openSyncingStore } from './support/syncing-store.ts';

const { values } = parseArgs({
  options: { sales: { type: 'string', default: '50000' } },
  allowPositionals: true,
});
const count = Number(values.sales);
const salesPerSecond = 10;
const quietSeconds = 10;
const goal = { uploadMs: 30_000, saleMs: 20 };
const limitMs = 300_000;

type Store = Awaited<ReturnType<typeof openSyncingStore>>;
type Closing = Readonly<{ close: () => Promise<void> }>;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'offline-week-'));

await week(await startSales(await folderOf('sales')), 'uploaded while the store sells on');
await week(await startAckingCloud(), 'the same to a cloud that only acknowledges');
await rm(folder, { recursive: true, force: true });

async function week(cloud: EnrollingCloud & Closing, what: string): Promise<void> {
  try {
    const store = await openSyncingStore(await folderOf(`store-of-${new URL(cloud.address).port}`), cloud);
    await store.edge.hurry(() => {
      for (const sale of store.edge.freeze(count)) store.edge.commit(sale);
    });
    const quiet = await sellUntil(store, sleep(quietSeconds * 1_000));
    const tail = store.tailSeq();
    const startedMs = performance.now();
    const sync = store.start();
    const busy = await sellUntil(store, cosignedUpTo(tail, store, sync));
    const uploadMs = performance.now() - startedMs;
    await sync.stop();
    await store.edge.close();
    print({
      name: `${count} sales of a week offline (${tail} records): ${what}`,
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
    await cloud.close();
  }
}

function cosignedUpTo(seq: number, store: Store, sync: ReturnType<Store['start']>): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not uploaded in ${limitMs} ms`)), limitMs);
    const end = sync.onChange(() => {
      if (store.cosignedSeq() < seq) return;
      clearTimeout(limit);
      end();
      resolve();
    });
  });
}

async function folderOf(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

/** Sales come at their own moments; each counts from there to its synced record. */
async function sellUntil({ edge }: Store, end: Promise<unknown>): Promise<number[]> {
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
