/** The catalogue as a CSV that an import reads back without changing anything: families charges, then what is sold. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Product } from '../product.ts';
import { findProducts } from '../store/product-rows.ts';
import { byteOrderMark, cellOf, csvLine, type Language } from './cells.ts';
import { type Column, headingOf, inColumnOrder } from './headings.ts';
import type { RawRow } from './row.ts';

const pageProducts = 1_000;
const bilingual = (column: Omit<Column, 'part'>): Column[] => [
  { ...column, part: 'fr' },
  { ...column, part: 'en' },
];
const always: readonly Column[] = [
  ...['sku', 'gtin', 'category', 'price', 'taxCategory', 'soldBy', 'family', 'familySku'].map((field) => ({
    field,
  })),
  ...['imageUrl', 'rank', 'favourite', 'options', 'cost', 'minimumAge', 'tracks', 'isCharge', 'charges'].map(
    (field) => ({ field }),
  ),
  ...bilingual({ field: 'name' }),
  ...bilingual({ field: 'variantName' }),
];

export async function* catalogueCsv(database: Database, language: Language): AsyncGenerator<string> {
  const attributes = await database.query<{ code: string }>(
    'select distinct jsonb_object_keys(attributes) as code from product where not archived',
  );
  const columns = inColumnOrder([
    ...always,
    ...attributes.flatMap(({ code }) => bilingual({ field: 'attributes', attribute: code })),
  ]);
  yield byteOrderMark +
    csvLine(
      columns.map((column) => headingOf(column, language)),
      language,
    );
  for (const kind of kinds)
    for await (const rows of pages(database, kind))
      yield rows
        .map((row) =>
          csvLine(
            columns.map((column) => cellOf(row, column, language)),
            language,
          ),
        )
        .join('');
}

/** What others name comes before them: families, deposits and eco-fees, then what is left. */
const kinds = ['is_family', 'is_charge and not is_family', 'not is_charge and not is_family'] as const;

async function* pages(database: Database, kind: (typeof kinds)[number]): AsyncGenerator<RawRow[]> {
  const slugs: { id: string; slug: string }[] = await database.query('select id, slug from category');
  const slugOf = new Map(slugs.map(({ id, slug }) => [id, slug]));
  for (let after = firstId; ; ) {
    const page = await findProducts(
      database,
      `${kind} and not p.archived and p.id > $1 order by p.id limit ${pageProducts}`,
      [after],
    );
    const last = page.at(-1);
    if (!last) return;
    const skus = await skusOf(database, page);
    yield page.map((product) => rowOf(product, slugOf, skus));
    after = last.id;
  }
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Of the families and charges that these products name. */
async function skusOf(database: Database, products: readonly Product[]): Promise<Map<string, string>> {
  const ids = products.flatMap(({ parentId, chargeIds }) => [
    ...(parentId === null ? [] : [parentId]),
    ...chargeIds,
  ]);
  const rows: { id: string; sku: string }[] = await database.query(
    'select id, sku from product where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, sku }) => [id, sku]));
}

function rowOf(
  product: Product,
  slugOf: ReadonlyMap<string, string>,
  skus: ReadonlyMap<string, string>,
): RawRow {
  const { sku, gtins, name, variantName, categoryId, price, taxCategory, soldBy, isFamily, parentId } =
    product;
  return {
    sku,
    gtin: gtins,
    name,
    variantName,
    category: slugOf.get(categoryId),
    price,
    taxCategory,
    soldBy,
    family: isFamily ? true : undefined,
    familySku: parentId === null ? undefined : skus.get(parentId),
    imageUrl: product.imageUrl,
    rank: product.rank,
    favourite: product.favourite,
    options: isFamily ? product.optionCodes : undefined,
    cost: product.costMinor === null ? undefined : { amountMinor: product.costMinor, currency: 'CAD' },
    minimumAge: product.minimumAge,
    tracks: product.tracks,
    isCharge: product.isCharge ? true : undefined,
    charges: product.chargeIds.map((id) => skus.get(id) ?? id),
    attributes: product.attributes,
  };
}
