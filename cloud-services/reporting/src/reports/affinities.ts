/**
 * What is bought together. Bounded whatever the period: among its `bestSellersMax` best sellers, in the latest `basketsMax` baskets
 * that hold any of them, every pair is counted. Lift compares with two products that have nothing to do with each other:
 * `P(a and b) / (P(a) · P(b))`. A pair seen once or twice is chance, and is not told.
 * Source: R. Agrawal et al., Mining Association Rules between Sets of Items in Large Databases, 1993 (support, pairs only).
 */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Analytics } from '../api.ts';
import type { Period } from '../facts/period.ts';
import { liveFacts } from '../store/record.ts';
import { ratioText } from './figures.ts';
import { inChannel, inScope, type Scope, scopeParameters } from './scope.ts';

export const bestSellersMax = 50;
const basketsMax = 20_000;
/** Returns are documents as well: the days that hold so many of them hold as many baskets. Those before need not be read. */
const documentsABasket = 2;
const pairsMax = 20;
const togetherMin = 3;

type Affinities = Analytics['affinities'];
type Product = Affinities['pairs'][number]['products'][number];

/** @param bestSellers at most `bestSellersMax` of them are looked at. */
export async function readAffinities(
  database: Database,
  period: Period,
  scope: Scope,
  bestSellers: readonly Product[],
): Promise<Affinities> {
  const known = new Map(bestSellers.slice(0, bestSellersMax).map((product) => [product.productId, product]));
  const isAll = scope.storeIds === null;
  const rows = await database.query<{ products: string[] }>(
    `with days as (
       select business_date, sum(documents) as documents from ${liveFacts}.by_product${isAll ? '_all' : ''}
       where product_id = any($3::text[]) and business_date between $4::date and $5::date
         and ${isAll ? `$1::text[] is null and ${inChannel}` : inScope}
       group by business_date
     ), begun as (
       select min(business_date) as day
       from (select business_date, sum(documents) over (order by business_date desc) - documents as later from days) latest
       where later < ${basketsMax * documentsABasket}
     )
     select array_agg(distinct product_id) as products from (
       select document_id, product_id from ${liveFacts}.line
       where product_id = any($3::text[]) and business_date between (select day from begun) and $5::date and quantity > 0 and ${inScope}
       order by business_date desc, document_id desc limit ${basketsMax}
     ) latest group by document_id`,
    [...scopeParameters(scope), [...known.keys()], period.from, period.to],
  );
  const { alone, together } = countPairs(rows.map(({ products }) => products));
  const pairs = [...together]
    .filter(([, count]) => count >= togetherMin)
    .map(([key, baskets]) => {
      const [a = '', b = ''] = key.split(' ');
      const expected = ((alone.get(a) ?? 0) * (alone.get(b) ?? 0)) / rows.length;
      return { key, ids: [a, b], baskets, expected };
    })
    .sort((x, y) => y.baskets - x.baskets || x.key.localeCompare(y.key))
    .slice(0, pairsMax)
    .map(({ ids, baskets, expected }) => ({
      products: ids.flatMap((id) => known.get(id) ?? []),
      baskets,
      support: ratioText(baskets, rows.length) ?? '0',
      lift: ratioText(baskets, expected) ?? '0',
    }));
  return { bestSellersMax, basketsMax, baskets: rows.length, pairs };
}

/** Pure. Each basket holds a product once; a pair is told by its ids in order. */
export function countPairs(baskets: readonly (readonly string[])[]) {
  const alone = new Map<string, number>();
  const together = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const basket of baskets) {
    const ids = [...basket].sort();
    for (const [index, a] of ids.entries()) {
      add(alone, a);
      for (const b of ids.slice(index + 1)) add(together, `${a} ${b}`);
    }
  }
  return { alone, together };
}
