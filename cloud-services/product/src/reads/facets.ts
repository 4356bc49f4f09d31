/** How what was found divides: by category, by attribute, by stock. */
import type { SearchRequest } from '../api.ts';
import { isInStock } from '../stock.ts';
import type { Queries } from '../store/product-rows.ts';
import type { Texts } from '../texts.ts';
import { type Counted, type Range, rangesOf } from './ranges.ts';

/** A condition on `product p` and what is joined for it, with its parameters. */
type Found = Readonly<{ joined: string; condition: string; parameters: readonly unknown[] }>;

export type Facets = {
  category?: { id: string; count: number }[];
  attributes?: { code: string; values: { value: Texts; count: number }[]; ranges?: Range[] }[];
  inStock?: { value: boolean; count: number }[];
};

export async function countFacets(
  queries: Queries,
  wanted: SearchRequest['facets'],
  found: Found,
): Promise<Facets> {
  const [category, attributes, inStock] = await Promise.all([
    wanted.includes('category') ? countCategories(queries, found) : undefined,
    wanted.includes('attributes') ? attributeFacets(queries, found) : undefined,
    wanted.includes('inStock') ? countInStock(queries, found) : undefined,
  ]);
  return { ...(category && { category }), ...(attributes && { attributes }), ...(inStock && { inStock }) };
}

const countCategories = (queries: Queries, { joined, condition, parameters }: Found) =>
  queries.query<{ id: string; count: number }>(
    `select p.category_id as id, count(*)::int from product p ${joined} where ${condition} group by 1 order by 2 desc, 1`,
    [...parameters],
  );

/** Numbers in ranges, too. */
async function attributeFacets(queries: Queries, found: Found) {
  const [values, numbers] = await Promise.all([
    countAttributes(queries, found),
    countNumbers(queries, found),
  ]);
  return values.map((facet) => {
    const ranges = rangesOf(numbers.filter(({ code }) => code === facet.code));
    return ranges.length > 0 ? { ...facet, ranges } : facet;
  });
}

/** Of attributes that are numbers by their definition: all products say them in its form. */
const countNumbers = (queries: Queries, { joined, condition, parameters }: Found) =>
  queries.query<Counted & { code: string }>(
    `select a.key as code, (a.value ->> 'en')::float8 as number, count(*)::int
     from product p ${joined} cross join lateral jsonb_each(p.attributes) a
       join attribute_definition d on d.code = a.key and d.type = 'number'
     where ${condition} group by 1, 2`,
    [...parameters],
  );

const valuesMax = 50;

const countAttributes = (queries: Queries, { joined, condition, parameters }: Found) =>
  queries.query<{ code: string; values: { value: Texts; count: number }[] }>(
    `select code, json_agg(json_build_object('value', value, 'count', count) order by place) as values from (
       select a.key as code, a.value, count(*)::int, row_number() over (partition by a.key order by count(*) desc, a.value) as place
       from product p ${joined} cross join lateral jsonb_each(p.attributes) a where ${condition} group by a.key, a.value
     ) counted where place <= ${valuesMax} group by code order by code`,
    [...parameters],
  );

const countInStock = (queries: Queries, { joined, condition, parameters }: Found) =>
  queries.query<{ value: boolean; count: number }>(
    `select ${isInStock} as value, count(*)::int from product p ${joined} where ${condition} group by 1 order by 1 desc`,
    [...parameters],
  );
