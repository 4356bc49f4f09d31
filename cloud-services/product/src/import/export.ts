/** The catalogue as a CSV that an import reads back without changing anything: families first, then what is sold. */
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
  ...['imageUrl', 'rank', 'favourite', 'options', 'cost', 'minimumAge', 'tracks'].map((field) => ({ field })),
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
  for (const isFamily of [true, false])
    for await (const rows of pages(database, isFamily))
      yield rows
        .map((row) =>
          csvLine(
            columns.map((column) => cellOf(row, column, language)),
            language,
          ),
        )
        .join('');
}

async function* pages(database: Database, isFamily: boolean): AsyncGenerator<RawRow[]> {
  const slugs: { id: string; slug: string }[] = await database.query('select id, slug from category');
  const slugOf = new Map(slugs.map(({ id, slug }) => [id, slug]));
  for (let after = firstId; ; ) {
    const page = await findProducts(
      database,
      `p.is_family = $1 and not p.archived and p.id > $2 order by p.id limit ${pageProducts}`,
      [isFamily, after],
    );
    const last = page.at(-1);
    if (!last) return;
    const familySkus = await skusOf(database, page);
    yield page.map((product) => rowOf(product, slugOf, familySkus));
    after = last.id;
  }
}

const firstId = '00000000-0000-0000-0000-000000000000';

async function skusOf(database: Database, products: readonly Product[]): Promise<Map<string, string>> {
  const ids = products.flatMap(({ parentId }) => (parentId === null ? [] : [parentId]));
  const rows: { id: string; sku: string }[] = await database.query(
    'select id, sku from product where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, sku }) => [id, sku]));
}

function rowOf(
  product: Product,
  slugOf: ReadonlyMap<string, string>,
  familySkus: ReadonlyMap<string, string>,
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
    familySku: parentId === null ? undefined : familySkus.get(parentId),
    imageUrl: product.imageUrl,
    rank: product.rank,
    favourite: product.favourite,
    options: isFamily ? product.optionCodes : undefined,
    cost: product.costMinor === null ? undefined : { amountMinor: product.costMinor, currency: 'CAD' },
    minimumAge: product.minimumAge,
    tracks: product.tracks,
    attributes: product.attributes,
  };
}
