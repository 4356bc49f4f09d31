/** Rules, categories, the assortment and the real products, through the calls and the import that users have. */
import { taxData } from '@comptoir/pricing';
import type { Client } from './client.ts';
import { assortment, badProducts, curatedCategories, realProducts } from './data.ts';
import { demoId } from './ids.ts';
import { assortmentRows, realRows } from './rows.ts';
import { weightAttribute, weightCode } from './weights.ts';

type Report = Readonly<{
  id: string;
  rows: number;
  created: number;
  unchanged: number;
  bad: number;
  badRows?: readonly object[];
}>;

const rules = { version: '2026-11-24.1', ...taxData, taxMode: 'added-per-invoice', cashIncrementMinor: 5 };

/** Rules that head office has changed since are left alone. */
export async function seedRules(client: Client): Promise<string> {
  const known = await client.find<{ version: string }>('/api/v1/products/rules');
  if (known) return `rules ${known.version}, there already`;
  await client.put('/api/v1/products/rules', rules);
  return `rules ${rules.version}`;
}

export async function seedCategories(client: Client): Promise<string> {
  const { items } = await client.get<{ items: unknown[] }>('/api/v1/categories');
  if (items.length > 0) return 'categories, there already';
  const all = curatedCategories();
  const childrenOf = (parentId: string | null): object[] =>
    all
      .filter((category) => category.parentId === parentId)
      .map(({ id, slug, fr, en }) => ({ id, slug, name: { fr, en }, children: childrenOf(id) }));
  await client.put('/api/v1/categories', { items: childrenOf(null) });
  return `${all.length} categories`;
}

/** What head office has made of it since is left alone. */
export async function seedWeights(client: Client): Promise<string> {
  const { items } = await client.get<{ items: { code: string }[] }>('/api/v1/products/attributes');
  if (items.some(({ code }) => code === weightCode)) return 'weights, there already';
  await client.put(`/api/v1/products/attributes/${weightCode}`, weightAttribute);
  return 'weights';
}

export const seedAssortment = (client: Client) =>
  importMissing(client, 'assortment', assortment().at(-1)?.id, () => assortmentRows(assortment()));

export function seedRealProducts(client: Client): Promise<string> {
  const products = realProducts();
  const last = products.at(-1);
  const lastId = last && demoId.realProduct(last.gtin.padStart(14, '0'));
  return importMissing(client, 'real products', lastId, () => realRows(products, true));
}

/**
 * Rows commit in order, so a file whose last row is there is there whole, and is not sent again: what head office has
 * changed since stays.
 */
async function importMissing(
  client: Client,
  what: string,
  lastId: string | undefined,
  rows: () => readonly object[],
): Promise<string> {
  if (lastId === undefined || (await client.find(`/api/v1/products/${lastId}`)))
    return `${what}, there already`;
  const report = await client.postRows<Report>('/api/v1/products/import', rows());
  if (report.bad > 0)
    throw new Error(
      `${report.bad} rows of the ${what} were refused: ${JSON.stringify(report.badRows?.slice(0, 5))}`,
    );
  return `${report.created} ${what}`;
}

/** The 500 codes with a wrong check digit: a dry run whose report head office can look at. */
export async function seedBadRows(client: Client): Promise<string> {
  const bad = badProducts();
  const { items } = await client.get<{ items: Report[] }>('/api/v1/products/imports?limit=200');
  if (items.some((report) => report.bad === bad.length)) return 'report of bad barcodes, there already';
  const report = await client.postRows<Report>('/api/v1/products/import?dryRun=true', realRows(bad, false));
  if (report.bad !== bad.length)
    throw new Error(`${report.bad} of ${bad.length} bad barcodes were seen (report ${report.id})`);
  return `${report.bad} bad barcodes reported, as they should be`;
}
