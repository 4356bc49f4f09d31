/** `GET /products`: pages by keyset, so that no product is passed over while the catalogue changes. */
import type { Database } from '@comptoir/service-kit/db/database';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { plainText } from '../api.ts';
import { isUuid } from '../ids.ts';
import { type ProductRow, productOf, selectProducts } from '../store/product-rows.ts';
import { tsqueryOf } from './words-query.ts';

export const listSort = z.enum(['rank', 'name', 'price', '-price', 'updated']);

export type ListRequest = Readonly<{
  category?: string | undefined;
  q?: string | undefined;
  sort: z.infer<typeof listSort>;
  updatedSince?: string | undefined;
  /** `web`: a family stands for its variants. Else: what is sold, each variant by itself. */
  channel: 'web' | 'pos';
  limit: number;
  cursor?: string | undefined;
}>;

type Order = Readonly<{ key: string; type: string; descending?: boolean; place: z.ZodType<string> }>;

const unranked = 2_147_483_647;
const wholeNumber = z.string().regex(/^-?\d{1,18}$/);
const orders: Readonly<Record<ListRequest['sort'], Order>> = {
  rank: { key: `coalesce(p.rank, ${unranked})`, type: 'bigint', place: wholeNumber },
  name: { key: 'lower(p.name_fr)', type: 'text', place: plainText },
  price: { key: 'coalesce(pr.amount_minor, 0)', type: 'bigint', place: wholeNumber },
  '-price': { key: 'coalesce(pr.amount_minor, 0)', type: 'bigint', descending: true, place: wholeNumber },
  updated: {
    key: 'p.updated_at',
    type: 'timestamptz',
    place: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d$/),
  },
};

export async function listProducts(database: Database, request: ListRequest) {
  const order = orders[request.sort];
  const after = decodeCursor(z.tuple([z.literal(request.sort), order.place, z.guid()]), request.cursor);
  const words = request.q === undefined ? undefined : await tsqueryOf(database, request.q);
  const direction = order.descending ? 'desc' : 'asc';
  const rows = await database.query<ProductRow & { place: string }>(
    `${selectProducts.replace('select ', `select (${order.key})::text as place, `)}
     where ${request.updatedSince === undefined ? 'not p.archived and' : ''} ${request.channel === 'web' ? 'p.parent_id is null' : 'not p.is_family'}
       and ($1::text is null or p.category_id in (select id from category where id = $2 or parent_id = $2))
       and ($3::timestamptz is null or p.updated_at >= $3)
       and ($4::text is null or p.search @@ $4::text::tsquery)
       and ($5::text is null or (${order.key}, p.id) ${order.descending ? '<' : '>'} ($5::${order.type}, $6::uuid))
     order by ${order.key} ${direction}, p.id ${direction} limit $7`,
    [
      request.category ?? null,
      request.category === undefined ? null : await categoryId(database, request.category),
      request.updatedSince ?? null,
      words ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      request.limit + 1,
    ],
  );
  const { items, nextCursor } = pageOf(rows, request.limit, ({ place, id }) => [request.sort, place, id]);
  return { products: items.map(productOf), nextCursor };
}

async function categoryId(database: Database, told: string): Promise<string | null> {
  if (isUuid(told)) return told;
  const rows = await database.query<{ id: string }>('select id from category where slug = $1', [told]);
  return rows[0]?.id ?? null;
}
