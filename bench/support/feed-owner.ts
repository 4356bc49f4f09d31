/** The owner of a catalogue of any size, in a process of its own, as Product is one: real PostgreSQL and Redis, service-kit's feeds. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { setHashes } from '../../cloud-services/service-kit/src/feeds/hashes.ts';
import { freePort } from '../../scripts/system/ports.ts';
import { initialisePostgres, postgresCommand, postgresUrl } from '../../scripts/system/postgres.ts';
import { redisCommand, redisUrl } from '../../scripts/system/redis.ts';
import { accepts, waitUntil } from '../../scripts/system/wait-until.ts';
import { rules, products as shelf } from '../../store-edge/agent/test/support/store.ts';
import { catalogueOf } from './catalogue.ts';

/** Real products that are written again and again under other ids and barcodes. */
const realRows = 20_000;

export type FeedOwner = Readonly<{
  address: string;
  /** A device's. */
  token: string;
  fill: (rows: number) => Promise<void>;
  /** Changes the prices of so many products in one transaction. @returns when it was committed, by `performance.now()`. */
  reprice: (rows: number) => Promise<number>;
  close: () => Promise<void>;
}>;

export async function startFeedOwner(folder: string): Promise<FeedOwner> {
  const children: ChildProcess[] = [];
  const place = {
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    password: 'bench',
    durable: true,
  };
  await initialisePostgres(place);
  const redisPort = await freePort();
  for (const { command, args, env } of [
    await postgresCommand(place),
    await redisCommand(folder, redisPort, console.error),
  ])
    children.push(spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' }));
  await waitUntil('PostgreSQL accepts', 30_000, () => accepts(place.port));
  await waitUntil('Redis accepts', 30_000, () => accepts(redisPort));
  const owner = fork(join(import.meta.dirname, 'feed-owner-process.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: postgresUrl(place), REDIS_URL: redisUrl(redisPort) },
  });
  children.push(owner);
  const [told] = (await once(owner, 'message')) as [{ address: string; token: string }];
  const pool = new pg.Pool({ connectionString: postgresUrl(place), max: 1 });
  return {
    ...told,
    fill: (rows) => fill(pool, rows),
    async reprice(rows) {
      const client = await pool.connect();
      await client.query('begin');
      await client.query(
        `update feed_row set pos = null, unit = null, value = jsonb_set(value, '{pricing,unitPriceMinor}', to_jsonb((value #>> '{pricing,unitPriceMinor}')::int + 1))
         where (feed, scope, key) in (select feed, scope, key from feed_row where key > 'product/' and key < 'product0' and key not in ('product/lamp', 'product/bread', 'product/mug') limit $1)`,
        [rows],
      );
      await client.query("select pg_notify('comptoir_feeds', 'catalogue')");
      const atMs = performance.now();
      await client.query('commit');
      client.release();
      return atMs;
    },
    async close() {
      await pool.end();
      for (const child of children.reverse()) {
        child.kill('SIGINT');
        if (child.exitCode === null) await once(child, 'exit');
      }
    },
  };
}

/** Written as the sequencer leaves it, without its work: what is measured begins afterwards. */
async function fill(pool: pg.Pool, rows: number): Promise<void> {
  const real = catalogueOf(realRows);
  await pool.query('create temp table real (n int, value jsonb)');
  for (let at = 0; at < real.length; at += 5_000)
    await pool.query(
      'insert into real select n + $2, value from unnest($1::jsonb[]) with ordinality as row (value, n)',
      [real.slice(at, at + 5_000).map((product) => JSON.stringify(product)), at],
    );
  await pool.query(
    `insert into feed_row (feed, scope, key, value, pos, unit)
     select 'catalogue', '*', 'product/' || id, value || jsonb_build_object('id', id, 'sku', gtin, 'gtins', jsonb_build_array(gtin))
       || jsonb_build_object('pricing', (value -> 'pricing') || jsonb_build_object('productId', id)), pos, $1
     from (select value, gen_random_uuid()::text as id, lpad((70000000000 + pos)::text, 14, '0') as gtin, pos
       from (select value, row_number() over () as pos from real, generate_series(1, $2) limit $1) numbered) made`,
    [rows, Math.ceil(rows / realRows)],
  );
  const extra = [
    ...shelf.map((value) => ({ key: `product/${value.id}`, value })),
    {
      key: 'category/c-1',
      value: { id: 'c-1', parentId: null, name: { fr: 'Maison', en: 'Home' }, rank: 1 },
    },
    { key: 'rules', value: rules },
  ];
  await pool.query(
    `insert into feed_row (feed, scope, key, value, pos, unit)
     select 'catalogue', '*', key, value, $3 + n, $3 + $4 from unnest($1::text[], $2::jsonb[]) with ordinality as row (key, value, n)`,
    [extra.map(({ key }) => key), extra.map(({ value }) => JSON.stringify(value)), rows, extra.length],
  );
  await pool.query(
    "insert into feed_counter (series, pos) values ('feed:catalogue', $1) on conflict (series) do update set pos = $1",
    [rows + extra.length],
  );
  await pool.query(`update feed_row set ${setHashes}`);
  await pool.query('vacuum full analyze feed_row');
}
