/** What the shop has this store pack, with the names that this store's catalogue has for it. */
import type { Replica } from '../replica/replica.ts';
import type { OrdersToPrepare } from './api.ts';

export function ordersToPrepareOf(replica: Replica): OrdersToPrepare {
  const items = replica.ordersToPrepare().map(({ version: _, lines, ...order }) => ({
    ...order,
    lines: lines.map((line) => ({ ...line, name: replica.product(line.productId)?.name ?? null })),
  }));
  return { items, asOf: replica.feed('orders-to-prepare')?.asOf ?? null };
}
