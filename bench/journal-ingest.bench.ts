/**
 * Sales a second into the Sales service (its own process, durable PostgreSQL, Redis, sequencer and relay at work), against a
 * bare multi-row insert of the very rows that it wrote, by as many connections, in transactions of the same size. Rounds
 * alternate, because a disk wanders by a factor of two: the ratio is the median of the rounds' ratios.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Edge } from '../cloud-services/sales/test/support/edge.ts';
import { waitUntil } from '../scripts/system/wait-until.ts';
import { startSales } from './support/sales-service.ts';

const ROUNDS = 5;
const EDGES = 4;
const BATCHES_AN_EDGE = 3;
const SALES_A_BATCH = 350;
const SALES_A_ROUND = EDGES * BATCHES_AN_EDGE * SALES_A_BATCH;
const GOAL = 1_500;
/** What one sale writes, by table. */
const TABLES = ['record', 'sale', 'sale_line', 'sale_tender', 'sale_tax', 'outbox'] as const;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'journal-ingest-'));
const sales = await startSales(folder);
const pool = new pg.Pool({ connectionString: sales.databaseUrl, max: EDGES });

try {
  const edges = await enrolledEdges();
  await pool.query('create schema bare');
  for (const table of TABLES)
    await pool.query(`create table bare.${table} (like public.${ofOnePart(table)} including all)`);
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const oursMs = await oursOnce(edges);
    const peerMs = await peerOnce();
    if (round === 0) continue; // Code compiled, files grown.
    ours.push((SALES_A_ROUND / oursMs) * 1_000);
    peer.push((SALES_A_ROUND / peerMs) * 1_000);
  }
  const ratio = median(ours.map((rate, at) => rate / (peer[at] ?? rate)));
  const rate = median(ours);
  process.stdout.write(
    `${JSON.stringify({
      name: 'sales per second into Sales by journal, beside a bare multi-row insert of the same rows',
      ours: String(Math.round(rate)),
      peer: String(Math.round(median(peer))),
      ratio: Number(ratio.toFixed(2)),
      goal: GOAL,
      met: rate >= GOAL,
    })}\n`,
  );
} finally {
  await pool.end();
  await sales.close();
  await rm(folder, { recursive: true, force: true });
}

/** Records lie by month, and each part has the keys. */
function ofOnePart(table: string): string {
  return table === 'record' ? 'record_before' : table;
}

function enrolledEdges(): Promise<Edge[]> {
  return Promise.all(Array.from({ length: EDGES }, (_, n) => sales.edge(`store-${n}`, `10${n}`)));
}

/** Batches are made, hashed, signed and packed beforehand: that is the edges' work, not the cloud's. */
async function oursOnce(edges: readonly Edge[]): Promise<number> {
  const prepared = edges.map((edge) =>
    Array.from({ length: BATCHES_AN_EDGE }, () => {
      const afterSeq = edge.records.length;
      for (let n = 0; n < SALES_A_BATCH; n += 1) edge.appendSale();
      return edge.prepare(afterSeq);
    }),
  );
  return timed(() =>
    Promise.all(
      prepared.map(async (batches) => {
        for (const send of batches) {
          const { status, body } = await send();
          if (status !== 200) throw new Error(`a batch was answered ${status}: ${JSON.stringify(body)}`);
        }
      }),
    ),
  );
}

/** The round's rows are read first; then only inserting them is timed. */
async function peerOnce(): Promise<number> {
  await waitUntil('the relay is done', 60_000, async () => {
    const { rows } = await pool.query(
      `select 1 from outbox where pos is null
       union all select 1 from outbox where pos > (select pos from feed_counter where series = 'outbox:sent') limit 1`,
    );
    return rows.length === 0;
  });
  const tables = await Promise.all(TABLES.map(columnsOf));
  await pool.query(`truncate ${TABLES.map((table) => `bare.${table}`).join(', ')}`);
  const batches = EDGES * BATCHES_AN_EDGE;
  const work = Array.from({ length: batches }, (_, at) =>
    tables.map(({ sql, columns }) => ({
      sql,
      parameters: columns.map((values) =>
        values.slice(
          Math.floor((values.length * at) / batches),
          Math.floor((values.length * (at + 1)) / batches),
        ),
      ),
    })),
  );
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: EDGES }, async () => {
        for (let batch = work.pop(); batch; batch = work.pop()) await insert(batch);
      }),
    ),
  );
  await pool.query(`truncate ${TABLES.join(', ')}`);
  return ms;
}

async function insert(statements: readonly { sql: string; parameters: unknown[] }[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const { sql, parameters } of statements) await client.query(sql, parameters);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function columnsOf(table: string): Promise<{ sql: string; columns: unknown[][] }> {
  const described = await pool.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and attidentity = '' and atttypid <> 'text[]'::regtype order by attnum`,
    [table],
  );
  const names = described.rows.map(({ name }) => name);
  const { rows } = await pool.query({ text: `select ${names.join(', ')} from ${table}`, rowMode: 'array' });
  const kinds = table === 'sale' ? [', tender_kinds', `, '{cash}'`] : ['', ''];
  const places = described.rows.map(({ type }, at) => `$${at + 1}::${type}[]`);
  return {
    sql: `insert into bare.${table} (${names.join(', ')}${kinds[0]}) select *${kinds[1]} from unnest(${places.join(', ')})`,
    columns: names.map((_, at) => rows.map((row) => asParameter(row[at]))),
  };
}

/** Objects are values of jsonb columns. */
function asParameter(value: unknown): unknown {
  const isJson =
    value !== null && typeof value === 'object' && !Buffer.isBuffer(value) && !(value instanceof Date);
  return isJson ? JSON.stringify(value) : value;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
