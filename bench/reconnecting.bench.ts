/**
 * A thousand stores were cut off together and come back at once: challenge, session, a batch of sales each. Whoever is turned away obeys
 * `Retry-After`, or backs off as the uploader does. `--edges N` for fewer.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { backoffMs } from '@comptoir/sync-protocol/backoff';
import type { Answer, Edge } from '../cloud-services/sales/test/support/edge.ts';
import { percentile, print } from './support/figures.ts';
import { startSales } from './support/sales-service.ts';

const { values } = parseArgs({
  options: { edges: { type: 'string', default: '1000' } },
  allowPositionals: true,
});
const edgeCount = Number(values.edges);
const salesEach = 5;
const enrolledAtOnce = 8;
const goalMs = 60_000;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'reconnecting-'));
const sales = await startSales(folder);
try {
  const edges = await enrolled(edgeCount);
  const refused = { withRetryAfter: 0, without: 0, unanswered: 0 };
  const comesBack = async (edge: Edge): Promise<number> => {
    const startedMs = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      const answer = await reconnect(edge).catch(() => null);
      if (answer?.status === 200) return performance.now() - startedMs;
      const retryAfter = answer?.retryAfterMs ?? 0;
      if (!answer) refused.unanswered += 1;
      else if (retryAfter > 0) refused.withRetryAfter += 1;
      else refused.without += 1;
      await sleep(Math.max(retryAfter, backoffMs(attempt, Math.random())));
    }
  };
  const [first] = edges;
  const aloneMs = first ? await comesBack(first) : Number.NaN;
  const tookMs = await Promise.all(edges.map(comesBack));
  const longestMs = Math.max(...tookMs);
  const spread = [0.5, 0.99].map((share) => `${(percentile(tookMs, share) / 1_000).toFixed(1)}`);
  print({
    name: `${edges.length} edges that come back at once: p50 / p99 / the last`,
    ours: `${[...spread, (longestMs / 1_000).toFixed(1)].join(' / ')} s`,
    peer: `${(aloneMs / 1_000).toFixed(2)} s alone`,
    ratio: longestMs / goalMs,
    goal: `≤ ${goalMs / 1_000} s`,
    met: longestMs <= goalMs,
  });
  print({
    name: 'of them turned away without being told when to come again',
    ours: String(refused.without),
    peer: `${refused.withRetryAfter} with Retry-After, ${refused.unanswered} connections not answered`,
    ratio: refused.without,
    goal: 'none',
    met: refused.without === 0,
  });
} finally {
  await sales.close();
  await rm(folder, { recursive: true, force: true });
}

/** Of a session that was refused, its answer; else that of the batch. */
async function reconnect(edge: Edge): Promise<Answer> {
  const session = await edge.openSession();
  if (session.status !== 200) return session;
  return edge.send(0);
}

/** Each with a store of its own, and what it sold while it was cut off. */
async function enrolled(count: number): Promise<Edge[]> {
  const edges: Edge[] = [];
  let next = 0;
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const storeId = `store-${n}`;
      const edge = await sales.edge(storeId, String(n).padStart(3, '0'));
      edge.append('journal.opened', { reason: 'new', storeId });
      for (let sale = 0; sale < salesEach; sale += 1) edge.appendSale();
      edges.push(edge);
    }
  };
  await Promise.all(Array.from({ length: enrolledAtOnce }, work));
  return edges;
}
