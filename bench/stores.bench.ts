/**
 * What ten times the stores cost the cloud: processor time of Sales, PostgreSQL and Redis for the same day of each of 10, 100 and 1 000
 * stores, which send what they sell in small batches. Processor time, since a machine that does other things changes it little.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Edge } from '../cloud-services/sales/test/support/edge.ts';
import { waitUntil } from '../scripts/system/wait-until.ts';
import { print } from './support/figures.ts';
import { startSales } from './support/sales-service.ts';

const STORES = [10, 100, 1_000];
const BATCHES_A_STORE = 3;
const SALES_A_BATCH = 5;
const AT_ONCE = 16;
const GOAL = 11;
/** Source: proc(5), /proc/pid/stat; sysconf(_SC_CLK_TCK) is 100 on every Linux that Node runs on. */
const TICK_MS = 10;

/** Of all processes that descend from this one, without it; those that ended meanwhile count with whoever waited for them. */
function processorMs(): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
        return [{ pid: Number(pid), parent: Number(fields[1]), ticks }];
      } catch {
        return []; // It ended in between.
      }
    });
  const below = (parent: number): number =>
    all.filter((one) => one.parent === parent).reduce((sum, { pid, ticks }) => sum + ticks + below(pid), 0);
  return below(process.pid) * TICK_MS;
}

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'stores-'));
const sales = await startSales(folder);
const pool = new pg.Pool({ connectionString: sales.databaseUrl, max: 1 });

async function inTurn<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [at, item] of queue) await work(item, at);
    }),
  );
}

async function enrolled(count: number, known: Edge[]): Promise<void> {
  const missing = Array.from({ length: count - known.length }, (_, n) => known.length + n);
  await inTurn(missing, async (n) => {
    known.push(await sales.edge(`store-${n}`, String(n).padStart(3, '0')));
  });
}

/** @returns processor time of the cloud for a day of all these stores, in ms. */
async function day(edges: readonly Edge[]): Promise<number> {
  const begun = processorMs();
  await inTurn(edges, async (edge) => {
    for (let batch = 0; batch < BATCHES_A_STORE; batch += 1) {
      const afterSeq = edge.records.length;
      for (let n = 0; n < SALES_A_BATCH; n += 1) edge.appendSale();
      const { status, body } = await edge.prepare(afterSeq)();
      if (status !== 200) throw new Error(`a batch was answered ${status}: ${JSON.stringify(body)}`);
    }
  });
  await waitUntil('the relay is done', 120_000, async () => {
    const { rows } = await pool.query(
      `select 1 from outbox where pos is null
       union all select 1 from outbox where pos > (select pos from feed_counter where series = 'outbox:sent') limit 1`,
    );
    return rows.length === 0;
  });
  return processorMs() - begun;
}

try {
  const edges: Edge[] = [];
  let [fewer, fewerMs] = [0, 0];
  for (const count of STORES) {
    await enrolled(count, edges);
    const ms = await day(edges);
    const sold = count * BATCHES_A_STORE * SALES_A_BATCH;
    const ratio = fewer === 0 ? 1 : ms / fewerMs / (count / fewer / 10);
    print({
      name: `${count} stores, ${sold} sales in batches of ${SALES_A_BATCH}: processor time of the cloud`,
      ours: `${Math.round(ms)} ms, ${(ms / sold).toFixed(2)} ms a sale`,
      peer: fewer === 0 ? '' : `${Math.round(fewerMs)} ms (${fewer} stores)`,
      ratio,
      goal: `≤ ${GOAL} times for ten times the stores`,
      met: ratio <= GOAL,
    });
    [fewer, fewerMs] = [count, ms];
  }
} finally {
  await pool.end();
  await sales.close();
  await rm(folder, { recursive: true, force: true });
}
