/**
 * What the books say is less than nothing: a sale is never refused for it, so something else was not booked, or booked on the wrong
 * article. Each comes with the likeliest cause and what would settle it; once it is settled it is gone by itself (I2).
 */
import type { DiscrepancyCause } from '@comptoir/sync-protocol/records/stock-body';
import { fromE4, toE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { Shelf } from '../sales/shelf.ts';
import type { DeliveriesAnswer, DiscrepanciesAnswer } from './api.ts';
import { productTextOf } from './deliveries.ts';
import { productsWhere } from './products-where.ts';
import type { StoreStock } from './store-stock.ts';

type Deps = Readonly<{
  replica: Replica;
  stock: StoreStock;
  shelf: Shelf;
  deliveries: () => DeliveriesAnswer;
}>;
type Item = DiscrepanciesAnswer['items'][number];

const listedMax = 500;
const alikeMax = 50;

export async function discrepanciesOf(deps: Deps): Promise<DiscrepanciesAnswer> {
  const negative = await productsWhere(deps, (onHandE4) => onHandE4 < 0);
  const deliveries = deps.deliveries();
  const items = negative.slice(0, listedMax).map((productId) => explained(deps, deliveries, productId));
  return { items: items.sort((a, b) => toE4(a.onHand) - toE4(b.onHand)) };
}

function explained(deps: Deps, deliveries: DeliveriesAnswer, productId: string): Item {
  const { stock, replica } = deps;
  const onHandE4 = stock.onHandE4(productId);
  const about = { ...productTextOf(replica, productId), onHand: fromE4(onHandE4) };
  const none = { transferId: null, purchaseOrderId: null, other: null };
  const because = (cause: DiscrepancyCause, by: Partial<Item> = {}) => ({ ...about, cause, ...none, ...by });

  const transfer = deliveries.transfers.find(
    ({ direction, state, lines }) =>
      direction === 'in' && state === 'shipped' && lines.some((line) => line.productId === productId),
  );
  if (transfer) return because('transfer-not-received', { transferId: transfer.transferId });
  const order = deliveries.purchaseOrders.find(
    ({ state, lines }) =>
      (state === 'sent' || state === 'received-in-part') &&
      lines.some((line) => line.productId === productId && toE4(line.received) < toE4(line.ordered)),
  );
  if (order) return because('sold-before-received', { purchaseOrderId: order.purchaseOrderId });
  const other = sibling(deps, productId, -onHandE4);
  if (other) return because('wrong-article', { other });
  // One or two that nobody awaits: most often a return that went back to the shelf without the till.
  return because(-onHandE4 <= 2 * 10_000 ? 'return-not-booked' : 'unknown');
}

/** Of the same family, with at least as much as is missing here: likely scanned in place of this one. */
function sibling({ replica, stock }: Deps, productId: string, missingE4: number): Item['other'] {
  const product = replica.product(productId);
  if (product?.parentId === undefined) return null;
  const alike = replica.search(product.name.fr.split(' ').slice(0, 2).join(' '), alikeMax);
  const other = alike.find(
    ({ id, parentId }) =>
      id !== productId && parentId === product.parentId && stock.onHandE4(id) >= missingE4,
  );
  return other ? { productId: other.id, name: other.name, onHand: fromE4(stock.onHandE4(other.id)) } : null;
}
