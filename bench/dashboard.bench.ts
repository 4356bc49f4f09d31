/**
 * Head office over sale lines of two years, 42 stores and 4 000 products (`scripts/seed --volume`), through HTTP and its token check:
 * the dashboard's periods T W M Y, one after the other, and what analytics asks. Beside each: the same sums asked of the facts
 * themselves, whose rows are those of Sales, without rollups. Goals: a dashboard 50 ms, a grouping of one's own 1 s.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { testIssuer } from '../cloud-services/service-kit/src/testing/issuer.ts';
import { fillVolume } from '../scripts/demo/volume.ts';
import { median, percentile, print, spread } from './support/figures.ts';
import { openGround } from './support/own-ground.ts';

/** `BENCH_LINES=10000000` for the size that the goals are about: some minutes more, and 8 GB of disk. */
const LINES = Number(process.env.BENCH_LINES ?? 2_000_000);
const STORES = 42;
const PRODUCTS = 4_000;
const CALLS = 60;
const to = new Date(Date.now() - 86_400_000);
const day = (daysBack: number) => new Date(to.getTime() - daysBack * 86_400_000).toISOString().slice(0, 10);

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'dashboard-'));
const ground = await openGround(folder, false);
const issuer = await testIssuer();
const { address } = await ground.service('reporting', {
  SALES_URL: issuer.url,
  PUBLIC_GATEWAY_URL: issuer.url,
  PUBLIC_HEADQUARTERS_URL: issuer.url,
  SMS_URL: issuer.url,
  SMTP_URL: 'smtp://127.0.0.1:1',
  // Nobody publishes here.
  PRODUCT_URL: issuer.url,
  LOG_LEVEL: 'fatal',
});
const pool = new pg.Pool({ connectionString: ground.databaseUrl });

try {
  await pool.query(`
    insert into location select 'store-' || n, 'S' || n, 'Magasin ' || n, 'store', 'America/Toronto', 1 from generate_series(0, ${STORES - 1}) n;
    insert into known_category select 'c-' || n, case when n < 12 then null else 'c-' || n % 12 end, 'Catégorie ' || n, 'Category ' || n
      from generate_series(0, 199) n;
    insert into known_product select 'p-' || n, 'SKU-' || n, 'Article ' || n, 'Item ' || n, 'c-' || n % 200 from generate_series(0, ${PRODUCTS - 1}) n;
  `);
  const client = await pool.connect();
  const made = await fillVolume(client, LINES, day(0));
  client.release();
  const headers = { authorization: `Bearer ${await issuer.staffToken()}` };
  const span = (days: number) => `from=${day(days - 1)}&to=${day(0)}`;
  const questions: readonly (readonly [name: string, path: string, days: number, goalMs: number])[] = [
    ['dashboard of a day', `dashboard?${span(1)}`, 1, 50],
    ['dashboard of a week', `dashboard?${span(7)}`, 7, 50],
    ['dashboard of a month', `dashboard?${span(30)}`, 30, 50],
    ['dashboard of a year', `dashboard?${span(365)}`, 365, 50],
    ['dashboard of a year, of one store', `dashboard?${span(365)}&storeId=store-1`, 365, 50],
    ['what today comes to', 'outlook?', 1, 50],
    ['receipts behind a month', `documents?${span(30)}`, 30, 50],
    ['receipts of a product in a month', `documents?${span(30)}&productId=p-7`, 30, 200],
    ['products of a month', `products/analytics?${span(30)}`, 30, 1_000],
    ['a year by cashier', `sales/consolidated?${span(365)}&groupBy=cashier`, 365, 1_000],
    ['a year by category', `sales/consolidated?${span(365)}&groupBy=category`, 365, 1_000],
    ['a year of discounts', `discounts?${span(365)}`, 365, 1_000],
    ['losses of a year by cashier', `cashiers?${span(365)}`, 365, 1_000],
    ['cohorts of a year', 'cohorts?months=12', 365, 1_000],
  ];
  for (const [name, path, days, goalMs] of questions) {
    const url = `${address}/api/v1/reports/${path}`;
    const oursMs: number[] = [];
    const calls = goalMs > 100 ? CALLS / 4 : CALLS;
    for (let call = 0; call < calls; call += 1) {
      const ms = await timed(async () => {
        const answer = await fetch(url, { headers });
        if (answer.status !== 200)
          throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
        await answer.arrayBuffer();
      });
      if (call >= 5) oursMs.push(ms); // Code compiled, pages read.
    }
    const peerMs = [];
    for (let round = 0; round < 2; round += 1) peerMs.push(await timed(() => withoutRollups(days)));
    const [ours, peer] = [percentile(oursMs, 0.95), median(peerMs)];
    print({
      name: `${name} over ${made} sale lines, p50 / p95 / p99, beside the period's sums without rollups`,
      ours: spread(oursMs),
      peer: `${Math.round(peer)} ms`,
      ratio: peer / ours,
      goal: `p95 <= ${goalMs} ms`,
      met: ours <= goalMs,
    });
  }
} finally {
  await pool.end();
  await issuer.close();
  await ground.close();
  await rm(folder, { recursive: true, force: true });
}

async function withoutRollups(days: number): Promise<void> {
  const between = `between '${day(days - 1)}' and '${day(0)}'`;
  await Promise.all([
    pool.query(
      `select business_date, store_id, channel, sum(total_minor), count(*) from facts.document where business_date ${between}
       group by grouping sets ((), (business_date), (store_id), (channel))`,
    ),
    pool.query(
      `select product_id, sum(amount_minor) from facts.line where business_date ${between} group by 1 order by 2 desc limit 10`,
    ),
  ]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
