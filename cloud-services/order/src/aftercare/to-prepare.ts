/** Feed `orders-to-prepare`: what a store has to pack, told to that store; gone once it is handed over or called off. */
import { type Tx, writeFeedRow } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import { exchangeIn } from '../gift-card.ts';
import type { Order } from '../store/orders.ts';
import { remainingLines } from './removed.ts';

export const toPrepareFeed = 'orders-to-prepare';

const waiting: ReadonlySet<OrderStatus> = new Set(['confirmed', 'preparing', 'ready-to-collect']);

/** No address, and a telephone number only where its customer wants to be called: the counter needs a name and a code. */
export async function writePreparation(tx: Tx, order: Order): Promise<void> {
  if (order.locationId === null) return;
  // What a person has to look at first is packed by nobody, nor what is paid with goods that have not come.
  const isHeldUp = order.review === 'open' || exchangeIn(order.giftCard)?.isWaiting;
  const wishes = order.delivery?.method === 'collect' ? order.delivery.substitutes : undefined;
  const value =
    waiting.has(order.status) && !isHeldUp
      ? {
          orderId: order.id,
          number: order.number,
          version: order.version,
          status: order.status,
          deliveryMethod: order.deliveryMethod,
          recipient: order.contact?.name ?? null,
          collectCode: order.collectCode,
          lines: remainingLines(order).map(({ productId, sku, quantity }) => ({
            ...{ productId, sku, quantity },
            ...(wishes?.[productId] ? { substitution: wishes[productId] } : {}),
          })),
          confirmedAt: order.confirmedAt?.toISOString() ?? null,
          ...(order.delivery?.slot ? { slot: order.delivery.slot } : {}),
          ...wishOf(order),
        }
      : null;
  await writeFeedRow(tx, { feed: toPrepareFeed, scope: order.locationId, key: `order/${order.id}`, value });
}

/** Stores of the version before know of the whole order alone: it is allowed where any line allows it. */
function wishOf({ delivery, contact }: Order) {
  if (delivery?.method !== 'collect') return {};
  const wishes = Object.values(delivery.substitutes ?? {});
  const isAllowed = delivery.substitution === 'allowed' || wishes.some((wish) => wish !== 'none');
  const isTold = delivery.substitution !== undefined || wishes.length > 0;
  return {
    ...(isTold ? { substitution: isAllowed ? 'allowed' : 'refused' } : {}),
    ...(wishes.includes('ask') && contact?.phone ? { askAt: contact.phone } : {}),
  };
}
