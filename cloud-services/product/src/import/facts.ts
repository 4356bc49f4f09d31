/** Looks up what a batch of rows names: categories, tax categories, attributes, and the products that it may change, locked. */
import type { BasketRules } from '@comptoir/pricing/contract';
import type { Tx } from '@comptoir/service-kit/db/database';
import { holdDefinitions } from '../attributes/definitions.ts';
import { needsTwo } from '../four-eyes/setting.ts';
import { skuOfGtin } from '../gtin.ts';
import { isUuid } from '../ids.ts';
import type { Product } from '../product.ts';
import { findProducts } from '../store/product-rows.ts';
import type { Facts } from './plan.ts';
import type { ImportedRow } from './row.ts';

/** Names the lock that lets one writer at a time give out SKUs and barcodes. */
const codesLock = 727_276;

export const holdCodes = (tx: Tx) => tx.query('select pg_advisory_xact_lock($1)', [codesLock]);

/** Until the transaction ends nobody else gives out codes or changes what attributes there are. */
export async function lookUpFacts(tx: Tx, rows: readonly ImportedRow[]): Promise<Facts> {
  const ids = rows.flatMap(({ id, charges = [] }) => [
    ...(id === undefined ? [] : [id]),
    ...charges.filter(isUuid),
  ]);
  const gtins = rows.flatMap((row) => row.gtins ?? []);
  const skus = [
    ...rows.flatMap(({ sku, familySku, charges = [] }) =>
      [sku, familySku, ...charges].filter((text) => text !== undefined),
    ),
    ...gtins.map(skuOfGtin),
  ];
  // They go out together, the locks first: a file asks this of each of its batches.
  const [, definitions, owners, categories, rules, pricesNeedTwo] = await Promise.all([
    holdCodes(tx),
    holdDefinitions(tx),
    tx.query<{ product_id: string }[]>('select product_id from barcode where gtin = any($1::char(14)[])', [
      gtins,
    ]),
    tx.query<{ id: string; slug: string }[]>('select id, slug from category'),
    tx.query<{ rules: BasketRules }[]>('select rules from basket_rules'),
    needsTwo(tx),
  ]);
  // Locks in one order, so that two writers wait instead of deadlocking.
  const wanted: { id: string }[] = await tx.query(
    `select id from product where id = any($1::uuid[]) or sku = any($2::text[]) order by id for update`,
    [[...ids, ...owners.map(({ product_id }) => product_id)], skus],
  );
  const found =
    wanted.length === 0 ? [] : await findProducts(tx, 'p.id = any($1::uuid[])', [wanted.map(({ id }) => id)]);
  return {
    definitions,
    variantsOf: await lookUpVariants(tx, found),
    pricesNeedTwo,
    categoryIdOf: new Map(
      categories.flatMap(({ id, slug }) => [
        [slug, id],
        [id, id],
      ]),
    ),
    taxCategories: new Set(rules.flatMap((row) => row.rules.treatments.map(({ category }) => category))),
    byId: new Map(found.map((product) => [product.id, product])),
    bySku: new Map(found.map((product) => [product.sku, product])),
    byGtin: new Map(found.flatMap((product) => product.gtins.map((gtin) => [gtin, product]))),
  };
}

/** Of the families that the batch touches. */
async function lookUpVariants(tx: Tx, found: readonly Product[]): Promise<Map<string, Product[]>> {
  const families = found.flatMap(({ id, isFamily, parentId }) => (isFamily ? [id] : (parentId ?? [])));
  const variantsOf = new Map<string, Product[]>();
  if (families.length === 0) return variantsOf;
  const variants = await findProducts(tx, 'p.parent_id = any($1::uuid[]) and not p.archived', [
    [...new Set(families)],
  ]);
  for (const variant of variants) {
    const familyId = variant.parentId ?? '';
    variantsOf.set(familyId, [...(variantsOf.get(familyId) ?? []), variant]);
  }
  return variantsOf;
}
