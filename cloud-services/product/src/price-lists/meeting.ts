/** One product, two prices of one rank at one place and moment: refused, and the other list is named. */
import { listsMeet } from '@comptoir/pricing';
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { type ListRow, reachOf } from './list-row.ts';

const namedMax = 20;

/** @param listId as it is now, in this transaction, which holds the lock on lists. @throws Problem 409 `price-overlaps` */
export async function refuseMeeting(tx: Tx, listId: string, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const rows = await tx.query<ListRow[]>('select * from price_list');
  const own = rows.find(({ id }) => id === listId);
  if (!own) return;
  const others = rows.filter((row) => row.id !== listId && listsMeet(reachOf(own), reachOf(row)));
  const shared = await tx.query<{ list_id: string; product_id: string; sku: string }[]>(
    `select e.list_id, e.product_id, p.sku from price_list_entry e join product p on p.id = e.product_id
     where e.list_id = any($1::uuid[]) and e.product_id = any($2::uuid[]) order by p.sku limit ${namedMax}`,
    [others.map(({ id }) => id), productIds],
  );
  const [first] = shared;
  if (!first) return;
  const other = others.find(({ id }) => id === first.list_id);
  const { from, to } = other ? reachOf(other) : {};
  throw problem(
    409,
    'price-overlaps',
    'Two lists would give a product two prices',
    `“${other?.name}” holds ${first.sku} too, in the same channel and stores and at the same time: end one before the other begins.`,
    {
      members: {
        listId: first.list_id,
        listName: other?.name,
        ...{ from, to },
        products: shared.map(({ product_id, sku, list_id }) => ({
          productId: product_id,
          sku,
          listId: list_id,
        })),
      },
    },
  );
}
