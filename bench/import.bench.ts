/**
 * How fast head office's file of products goes in, each with its barcode, price, words for the search, row of the tills' feed and event; and
 * whether memory stays flat. `--rows 1000000` is the longest file there may be: it takes some minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueOf } from './support/catalogue.ts';
import { print } from './support/figures.ts';
import { startProduct } from './support/product-service.ts';

const told = process.argv.indexOf('--rows');
const ROWS = told > 0 ? Number(process.argv[told + 1]) : 60_000;
const GOAL_ROWS_PER_SECOND = 5_000;
const GOAL_MB = 512;

const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'import-'));
const product = await startProduct(folder);
try {
  const { rows: categories } = await product.pool.query<{ id: string }>('select id from category');
  const known = new Set(categories.map(({ id }) => id));
  const line = (one: ReturnType<typeof catalogueOf>[number]) =>
    JSON.stringify({
      ...{ id: one.id, gtins: one.gtins, name: one.name, taxCategory: one.pricing.taxCategory },
      category: known.has(one.categoryId) ? one.categoryId : categories[0]?.id,
      price: { amountMinor: one.pricing.unitPriceMinor, currency: 'CAD' },
    });
  const { rows: sold } = await product.pool.query('select from product where not is_family');
  const file = new Blob(
    catalogueOf(sold.length + ROWS)
      .slice(sold.length)
      .map((one) => `${line(one)}\n`),
  );
  const memoryMb: number[] = [];
  const watching = setInterval(
    // A service that has died is told of by the call below.
    () =>
      void product.residentMb().then(
        (mb) => memoryMb.push(mb),
        () => undefined,
      ),
    500,
  );
  const startedMs = performance.now();
  const answer = await fetch(`${product.url}/api/v1/products/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: product.authorization },
    body: file,
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  clearInterval(watching);
  if (!answer.ok) throw new Error(`the import ended with ${answer.status}: ${await answer.text()}`);
  const { created, bad } = (await answer.json()) as { created: number; bad: number };
  if (created !== ROWS) throw new Error(`${created} of ${ROWS} rows were created, ${bad} are bad`);
  const perSecond = ROWS / seconds;
  print({
    name: `import of ${ROWS} new products`,
    ours: `${Math.round(perSecond)} rows/s`,
    peer: '',
    ratio: perSecond / GOAL_ROWS_PER_SECOND,
    goal: `>= ${GOAL_ROWS_PER_SECOND} rows/s`,
    met: perSecond >= GOAL_ROWS_PER_SECOND,
  });
  const mostMb = Math.max(...memoryMb);
  print({
    name: `memory of the service while ${ROWS} rows are imported, at most`,
    ours: `${mostMb.toFixed(0)} MB`,
    peer: '',
    ratio: GOAL_MB / mostMb,
    goal: `<= ${GOAL_MB} MB however long the file`,
    met: mostMb <= GOAL_MB,
  });
} finally {
  await product.close();
  await rm(folder, { recursive: true, force: true });
}
