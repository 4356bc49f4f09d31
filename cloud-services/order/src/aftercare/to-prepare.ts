/** Feed `orders-to-prepare`: what a store has to pack, told to that store; gone once it is handed over or called off. */
import { type Tx, writeFeedRow } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import type { Order } from '../store/orders.ts';
import { remainingLines } from './removed.ts';

export const toPrepareFeed = 'orders-to-prepare';

const waiting: ReadonlySet<OrderStatus> = new Set(['confirmed', 'preparing', 'ready-to-collect']);

/** No address and no telephone number: the counter needs a name and a code. */
export async function writePreparation(tx: Tx, order: Order): Promise<void> {
  if (order.locationId === null) return;
  // What a person has to look at first is packed by nobody.
  const value =
    waiting.has(order.status) && order.review !== 'open'
      ? {
          orderId: order.id,
          number: order.number,
          version: order.version,
          status: order.status,
          deliveryMethod: order.deliveryMethod,
          recipient: order.contact?.name ?? null,
          collectCode: order.collectCode,
          lines: remainingLines(order).map(({ productId, sku, quantity }) => ({ productId, sku, quantity })),
          confirmedAt: order.confirmedAt?.toISOString() ?? null,
          ...wishOf(order),
        }
      : null;
  await writeFeedRow(tx, { feed: toPrepareFeed, scope: order.locationId, key: `order/${order.id}`, value });
}

const wishOf = ({ delivery }: Order) =>
  delivery?.method === 'collect' && delivery.substitution ? { substitution: delivery.substitution } : {};
