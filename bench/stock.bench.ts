/**
 * Inventory over PostgreSQL that syncs, in a process of its own: reservations at a steady rate, on one product that everybody wants and
 * on a thousand; the highest rate beside bare updates of the same rows, each a transaction, in rounds that alternate; balances built
 * anew from the ledger, and a past moment read from it; and two hundred buyers on two instances who race for fifty pieces while three
 * stores that are cut off sell the same. `--movements N` sizes the ledger (half a million unless told; the goal is for ten).
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { alertsAnswer } from '../cloud-services/inventory/src/alerts/api.ts';
import {
  promisedBeyond,
  raceForTheLast,
  SOLD_IN_EACH_STORE,
  totalsOf,
} from '../cloud-services/inventory/test/race.ts';
import { createLogger } from '../cloud-services/service-kit/src/logger.ts';
import { openRedis } from '../cloud-services/service-kit/src/redis.ts';
import { testIssuer } from '../cloud-services/service-kit/src/testing/issuer.ts';
import { waitUntil } from '../scripts/system/wait-until.ts';
import { expectOk, openCaller } from './support/caller.ts';
import { median, percentile, print, spread } from './support/figures.ts';
import { failuresOf, openLoop } from './support/open-loop.ts';
import { openGround } from './support/own-ground.ts';

const RATE = 200;
const SECONDS = 5;
const PRODUCTS = 1_000;
const LOCATIONS = 20;
const IN_FLIGHT = 16;
const ROUNDS = 3;
const ROUND_MS = 2_000;
const AS_OF_CALLS = 100;
const GOAL = { reserveMs: 20, rateRatio: 0.5, rebuildSecondsOf10M: 120, asOfMs: 50 };
const { values } = parseArgs({ options: { movements: { type: 'string', default: '500000' } } });
const movements = Number(values.movements);

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'stock-'));
const ground = await openGround(folder, true);
const issuer = await testIssuer();
const environment = { SALES_URL: issuer.url, LOG_LEVEL: 'fatal' };
const { address } = await ground.service('inventory', environment);
const pool = new pg.Pool({ connectionString: ground.databaseUrl, max: IN_FLIGHT });
/** What is built from ten million movements is waited for. */
const { call, close } = openCaller(512, undefined, 600_000);
const products = Array.from({ length: PRODUCTS }, () => randomUUID());
const warehouse = randomUUID();

try {
  await fill();
  await reserving('one product', 1);
  await reserving(`${PRODUCTS} products`, PRODUCTS);
  await race();
  await ledger();
} finally {
  close();
  await pool.end();
  await ground.close();
  await issuer.close();
  await rm(folder, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  await pool.query(
    `insert into location (id, code, name, kind, version) values ($1, 'WEB01', 'Web', 'warehouse', 1)`,
    [warehouse],
  );
  await pool.query(
    `insert into movement (id, location_id, product_id, quantity, reason, origin, reference, at)
     select gen_random_uuid(), $1, p, 1000000, 'opening', 'head-office', 'bench', now() - interval '400 days' from unnest($2::text[]) p`,
    [warehouse, products],
  );
  await rebuild();
  await pool.query(
    'create table bare_row (product_id text primary key, reserved numeric(14, 3) not null default 0)',
  );
  await pool.query('insert into bare_row select * from unnest($1::text[])', [products]);
}

function rebuild() {
  return expectOk(call({ method: 'POST', url: `${address}/internal/inventory/rebuild` }));
}

function reserve(productId: string) {
  return call({
    method: 'POST',
    url: `${address}/internal/inventory/reserve`,
    headers: { 'idempotency-key': randomUUID() },
    body: { reference: 'bench', lines: [{ productId, quantity: '1' }], ttlSeconds: 3_600 },
  });
}

async function reserving(what: string, spreadOver: number): Promise<void> {
  const nth = (n: number) => products[n % spreadOver] ?? '';
  await openLoop({ ratePerSecond: RATE, seconds: 1 }, (n) => reserve(nth(n)));
  const load = await openLoop({ ratePerSecond: RATE, seconds: SECONDS }, (n) => reserve(nth(n)));
  const p95 = percentile(load.timesMs, 0.95);
  print({
    name: `reservations of ${what}, ${RATE}/s, open loop: p50 / p95 / p99`,
    ours: spread(load.timesMs) + failuresOf(load),
    peer: '',
    ratio: p95 / GOAL.reserveMs,
    goal: `p95 ≤ ${GOAL.reserveMs} ms`,
    met: p95 <= GOAL.reserveMs && load.failures.size === 0,
  });
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await highestRate(async (n) => void (await expectOk(reserve(nth(n))))));
    bare.push(
      await highestRate(
        async (n) =>
          void (await pool.query('update bare_row set reserved = reserved + 1 where product_id = $1', [
            nth(n),
          ])),
      ),
    );
  }
  const ratio = median(ours.map((rate, round) => rate / (bare[round] ?? rate)));
  print({
    name: `highest rate of reservations of ${what}, ${IN_FLIGHT} in flight`,
    ours: `${Math.round(median(ours))}/s`,
    peer: `${Math.round(median(bare))}/s, bare row updates`,
    ratio,
    goal: `ratio ≥ ${GOAL.rateRatio}`,
    met: ratio >= GOAL.rateRatio,
  });
}

/** @returns how many a second, with so many always under way. */
async function highestRate(work: (n: number) => Promise<void>): Promise<number> {
  const beginMs = performance.now();
  let done = 0;
  let begun = 0;
  const worker = async () => {
    while (performance.now() - beginMs < ROUND_MS) {
      begun += 1;
      await work(begun);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return (done * 1_000) / (performance.now() - beginMs);
}

/** The second instance begins here, so that it takes no time from what was measured before. */
async function race(): Promise<void> {
  const second = await ground.service('inventory', environment);
  const headers = { authorization: `Bearer ${await issuer.staffToken()}` };
  const redis = openRedis(ground.redisUrl, createLogger('bench', 'silent'));
  let pos = 0;
  const shops: string[] = [randomUUID(), randomUUID(), randomUUID()];
  const query = async <R>(sql: string, parameters: unknown[]) =>
    (await pool.query(sql, parameters)).rows as R[];
  const { productId, won, left, pieces } = await raceForTheLast({
    ...{ warehouse, shops, query },
    post: (path, body, key, instance) =>
      call({
        ...{ method: 'POST', url: `${instance === 0 ? address : second.address}${path}`, body },
        headers: { ...headers, 'idempotency-key': key },
      }),
    tell: async (type, data) => {
      pos += 1;
      const told = { id: randomUUID(), type, version: 1, key: 'bench', at: new Date(), pos, data };
      const event = JSON.stringify({ ...told, correlationId: 'bench', traceparent: '' });
      await redis.xadd('events.sales', '*', 'event', event);
    },
  });
  await waitUntil('the journals of the stores are in', 30_000, async () => {
    return (await totalsOf(query, productId))?.onHand === left;
  });
  await redis.quit();
  const beyond = await promisedBeyond(query, productId);
  const alerts = await expectOk(
    call({ url: `${address}/api/v1/inventory/alerts?kind=negative&limit=200`, headers }),
  );
  const causes = new Map(
    alertsAnswer
      .parse(alerts.json())
      .items.flatMap((item) =>
        item.productId === productId ? [[item.locationId, item.suggestedCause]] : [],
      ),
  );
  const explained = beyond.filter(
    ({ locationId, gap }) =>
      shops.includes(locationId) &&
      gap <= SOLD_IN_EACH_STORE &&
      causes.get(locationId) === 'sold-while-promised',
  );
  const told = beyond.map(
    ({ locationId, gap }) =>
      `${gap} at CUT0${shops.indexOf(locationId)} (${causes.get(locationId) ?? 'unexplained'})`,
  );
  print({
    name: `200 buyers on two instances for ${pieces} pieces, of which three stores that are cut off sell ${pieces - left}`,
    ours: `${won} promised, ${left} there${told.length > 0 ? `: beyond what is there ${told.join(', ')}` : ''}`,
    peer: '',
    ratio: explained.length / Math.max(beyond.length, 1),
    goal: 'nothing is promised beyond what offline sales explain',
    met: explained.length === beyond.length && won <= pieces,
  });
}

async function ledger(): Promise<void> {
  await pool.query(
    `insert into movement (id, location_id, product_id, quantity, reason, origin, reference, at)
     select gen_random_uuid(), 'store-' || (n % $2::int), ($3::text[])[1 + (n % 7919) % $4::int], case when n % 9 = 0 then 20 else -2 end,
       case when n % 9 = 0 then 'receipt' else 'sale' end, 'store', 'bench', now() - make_interval(secs => n % 31536000)
     from generate_series(1, $1::int) n`,
    [movements, LOCATIONS, products, PRODUCTS],
  );
  await pool.query('analyze movement');
  const beginMs = performance.now();
  await rebuild();
  const seconds = (performance.now() - beginMs) / 1_000;
  const goalSeconds = (GOAL.rebuildSecondsOf10M * movements) / 10_000_000;
  print({
    name: `balances built anew from ${movements} movements`,
    ours: `${seconds.toFixed(1)} s`,
    peer: '',
    ratio: seconds / goalSeconds,
    goal: `≤ ${goalSeconds} s`,
    met: seconds <= goalSeconds,
  });
  await pool.query('analyze stock_day');
  const headers = { authorization: `Bearer ${await issuer.staffToken()}` };
  const timesMs: number[] = [];
  for (let n = 0; n < AS_OF_CALLS; n += 1) {
    const at = new Date(Date.now() - ((n * 7_919) % 365) * 86_400_000).toISOString();
    const startMs = performance.now();
    await expectOk(call({ url: `${address}/api/v1/inventory/stock/${products[n] ?? ''}?at=${at}`, headers }));
    if (n >= 5) timesMs.push(performance.now() - startMs); // Code compiled, pages read.
  }
  const p95 = percentile(timesMs, 0.95);
  print({
    name: `stock of a product at a past moment, of ${movements} movements: p50 / p95 / p99`,
    ours: spread(timesMs),
    peer: '',
    ratio: p95 / GOAL.asOfMs,
    goal: `p95 ≤ ${GOAL.asOfMs} ms`,
    met: p95 <= GOAL.asOfMs,
  });
}
