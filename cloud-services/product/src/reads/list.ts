/** `GET /products`: pages by keyset, so that no product is passed over while the catalogue changes. */
import type { Database } from '@comptoir/service-kit/db/database';
import { decodeCursor, pageOf } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { plainText } from '../api.ts';
import { nameOrder } from '../by-name.ts';
import { productOf, readPage, shopPriceMinor, withPrice } from '../store/product-rows.ts';
import { categoriesBelow } from './categories.ts';
import type { Language } from './view.ts';
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
const ordersIn = (language: Language): Readonly<Record<ListRequest['sort'], Order>> => ({
  rank: { key: `coalesce(p.rank, ${unranked})`, type: 'bigint', place: wholeNumber },
  name: { key: nameOrder(language), type: 'text', place: plainText },
  price: { key: `coalesce(${shopPriceMinor}, 0)`, type: 'bigint', place: wholeNumber },
  '-price': { key: `coalesce(${shopPriceMinor}, 0)`, type: 'bigint', descending: true, place: wholeNumber },
  updated: {
    key: 'p.updated_at',
    type: 'timestamptz',
    place: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d$/),
  },
});

export async function listProducts(database: Database, request: ListRequest, language: Language) {
  const { key, type, descending = false, place } = ordersIn(language)[request.sort];
  const after = decodeCursor(z.tuple([z.literal(request.sort), place, z.guid()]), request.cursor);
  const words = request.q === undefined ? undefined : await tsqueryOf(database, request.q);
  const parameters: unknown[] = [];
  const given = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [request.channel === 'web' ? 'p.parent_id is null' : 'not p.is_family'];
  if (request.updatedSince === undefined) conditions.push('not p.archived');
  else conditions.push(`p.updated_at >= ${given(request.updatedSince)}::timestamptz`);
  if (request.category !== undefined) conditions.push(isInCategory(given(request.category)));
  if (words !== undefined) conditions.push(`p.search @@ ${given(words)}::text::tsquery`);
  if (after)
    conditions.push(
      `(${key}, p.id) ${descending ? '<' : '>'} (${given(after[1])}::text::${type}, ${given(after[2])}::uuid)`,
    );
  const choice = {
    condition: conditions.join(' and '),
    ...(key.includes('pr.') ? { joined: withPrice } : {}),
    order: [{ key, descending }],
    told: { place: `(${key})::text` },
    limit: request.limit + 1,
  };
  const rows = await readPage<{ place: string }>(database, choice, parameters);
  const { items, nextCursor } = pageOf(rows, request.limit, ({ place, id }) => [request.sort, place, id]);
  return { products: items.map(productOf), nextCursor };
}

/** By its id or its slug, with what lies in its children. */
const isInCategory = (told: string): string =>
  `p.category_id in (${categoriesBelow(`lower(${told}) in (id::text, slug)`)})`;
