/** Products as head office's grid of prices shows them: own price, cost, and what lists say. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { PriceSheetRow } from '../api.ts';
import { search } from './search.ts';

type Asked = Readonly<{ q: string; limit: number; cursor?: string | undefined }>;

export async function readPriceSheet(database: Database, { q, limit, cursor }: Asked) {
  const { products, nextCursor } = await search(
    database,
    {
      query: q,
      filters: {},
      facets: [],
      sort: 'relevance',
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    },
    'both',
  );
  const listIds = [...new Set(products.flatMap(({ listed = [] }) => listed.map(({ listId }) => listId)))];
  const named = await database.query<{ id: string; name: string }>(
    'select id, name from price_list where id = any($1::uuid[])',
    [listIds],
  );
  const nameOf = new Map(named.map(({ id, name }) => [id, name]));
  const items = products.flatMap(
    ({ id, sku, name, price, costMinor, version, listed = [] }): PriceSheetRow[] => {
      if (price === null) return [];
      return [
        {
          ...{ productId: id, sku, name: { ...name }, version, price: { ...price } },
          cost: costMinor === null ? null : { amountMinor: costMinor, currency: price.currency },
          listed: listed.map((one) => ({ ...one, listName: nameOf.get(one.listId) ?? '' })),
        },
      ];
    },
  );
  return { items, nextCursor };
}
