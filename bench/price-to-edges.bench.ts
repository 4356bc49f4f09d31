/**
 * A price is committed by its owner: until it is in hand at each of 500 stores, which follow the catalogue with the protocol's own consumer
 * and hold a pull open, as agents do. Then the same with nothing that rings and no pull held open: by their own clocks alone. From the
 * store to its tills it is a doorbell in the shop, which `price-change` measures to the painted line. `--edges N` for fewer.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { waitUntil } from '../scripts/system/wait-until.ts';
import { pullDigest } from '../store-edge/agent/src/sync/feed-pull.ts';
import { startFeedOwner } from './support/feed-owner.ts';
import { percentile, print, spread } from './support/figures.ts';
import { startReader } from './support/simulated-reader.ts';

const { values } = parseArgs({
  options: { edges: { type: 'string', default: '500' } },
  allowPositionals: true,
});
const edgeCount = Number(values.edges);
const rows = 1_000;
const changes = 20;
const warmUpChanges = 3;
const restMs = 300;
const limitMs = 120_000;
const goal = { p50Ms: 400, p99Ms: 1_000, unheardMs: 30_000 };
const feed = 'catalogue';

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'price-to-edges-'));
const owner = await startFeedOwner(folder);
try {
  await owner.fill(rows);
  const alone = await changesReach(1, true, changes);
  const all = await changesReach(edgeCount, true, changes);
  const [p50, p99] = [percentile(all, 0.5), percentile(all, 0.99)];
  print({
    name: `price committed → in hand at ${edgeCount} edges: p50 / p95 / p99`,
    ours: spread(all),
    peer: `${spread(alone)} at one edge`,
    ratio: p99 / percentile(alone, 0.99),
    goal: `p50 ≤ ${goal.p50Ms} ms, p99 ≤ ${goal.p99Ms} ms`,
    met: p50 <= goal.p50Ms && p99 <= goal.p99Ms,
  });
  const unheard = Math.max(...(await changesReach(edgeCount, false, 1)));
  print({
    name: 'the same when nothing rings and no pull is held open: the last edge',
    ours: `${(unheard / 1_000).toFixed(1)} s`,
    peer: '',
    ratio: unheard / goal.unheardMs,
    goal: `≤ ${goal.unheardMs / 1_000} s`,
    met: unheard <= goal.unheardMs,
  });
} finally {
  await owner.close();
  await rm(folder, { recursive: true, force: true });
}

/** @returns how long each change took to each edge. */
async function changesReach(count: number, longPoll: boolean, times: number): Promise<number[]> {
  const call = { cloudUrl: owner.address, feed, token: owner.token, signal: new AbortController().signal };
  const digest = await pullDigest(call, 0);
  if (digest.type !== 'ok') throw new Error(`no digest: ${JSON.stringify(digest)}`);
  const { cursor } = digest.value;
  let arrivals: number[] = [];
  const readers = Array.from({ length: count }, () =>
    startReader({ ...call, longPoll, cursor, onRows: () => arrivals.push(performance.now()) }),
  );
  try {
    await waitUntil('all follow', limitMs, () => readers.every((reader) => reader.isLive()));
    const tookMs: number[] = [];
    const warmUp = longPoll ? warmUpChanges : 0;
    for (let n = 0; n < warmUp + times; n += 1) {
      // Each holds its pull open again by then.
      await sleep(restMs);
      arrivals = [];
      const committedMs = await owner.reprice(1);
      await waitUntil('all have the price', limitMs, () => arrivals.length >= count);
      if (n >= warmUp) tookMs.push(...arrivals.map((atMs) => atMs - committedMs));
    }
    return tookMs;
  } finally {
    for (const reader of readers) reader.stop();
  }
}
