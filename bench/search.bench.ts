/**
 * How good the first ten answers to 100 judged queries are over the real catalogue, beside a plain ILIKE; then, with the
 * catalogue grown to 100 000 products, how long a search takes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gradesOf, judged, ndcg, type Thing } from './search/judge.ts';
import { catalogueOf } from './support/catalogue.ts';
import { percentile, print, spread } from './support/figures.ts';
import { startProduct } from './support/product-service.ts';

const PRODUCTS = 100_000;
const GOAL_MS = 30;
const ROUNDS = 3;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'search-'));
const product = await startProduct(folder);
try {
  const queries = judged();
  const { rows: things } = await product.pool.query<Thing>(
    `select id, sku, array[name_fr, name_en] as names, rank is not null as "isOwn" from product where not is_family and not archived`,
  );
  const grades = gradesOf(queries, things);
  const ours: number[] = [];
  const plain: number[] = [];
  for (const [at, { query }] of queries.entries()) {
    const worth = grades[at] ?? new Map();
    ours.push(ndcg((await search(query)).ids, worth));
    plain.push(ndcg(await ilike(query), worth));
    if (process.env.SHOW)
      console.error(`${ours[at]?.toFixed(2)} ${plain[at]?.toFixed(2)} of ${worth.size}  ${query}`);
  }
  const [we, they] = [mean(ours), mean(plain)];
  print({
    name: `nDCG@10 of ${queries.length} judged queries over ${things.length} products, beside ILIKE`,
    ours: we.toFixed(3),
    peer: they.toFixed(3),
    ratio: we / they,
    goal: 'above ILIKE',
    met: we > they,
  });
  await grow(things.length);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { query } of queries) {
      const { ms } = await search(query);
      if (round > 0) times.push(ms); // Code compiled, pages read.
    }
  const p95 = percentile(times, 0.95);
  print({
    name: `search over ${PRODUCTS} products, p50 / p95 / p99`,
    ours: spread(times),
    peer: '',
    ratio: GOAL_MS / p95,
    goal: `p95 <= ${GOAL_MS} ms`,
    met: p95 <= GOAL_MS,
  });
} finally {
  await product.close();
  await rm(folder, { recursive: true, force: true });
}

async function search(query: string): Promise<{ ids: string[]; ms: number }> {
  const startedMs = performance.now();
  const answer = await fetch(`${product.url}/api/v1/products/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: product.authorization },
    body: JSON.stringify({ query, limit: 10 }),
  });
  if (answer.status !== 200) throw new Error(`${query} answered ${answer.status}: ${await answer.text()}`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return { ids: items.map(({ id }) => id), ms: performance.now() - startedMs };
}

async function ilike(query: string): Promise<string[]> {
  const { rows } = await product.pool.query<{ id: string }>(
    `select id from product where not is_family and not archived
       and (name_fr ilike '%' || $1 || '%' or name_en ilike '%' || $1 || '%' or sku = $1) order by name_fr, id limit 10`,
    [query],
  );
  return rows.map(({ id }) => id);
}

/** The real names again, under other barcodes. */
async function grow(from: number): Promise<void> {
  const { rows } = await product.pool.query<{ slug: string; id: string }>('select slug, id from category');
  const known = new Set(rows.map(({ id }) => id));
  const more = catalogueOf(PRODUCTS).slice(from);
  await product.client.postRows(
    '/api/v1/products/import',
    more.map(({ id, gtins, name, categoryId, pricing }) => ({
      id,
      gtins,
      name,
      category: known.has(categoryId) ? categoryId : rows[0]?.id,
      taxCategory: pricing.taxCategory,
      price: { amountMinor: pricing.unitPriceMinor, currency: 'CAD' },
    })),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
