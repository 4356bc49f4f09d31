/** Feed `orders-to-prepare`: what a store has to pack, told to that store; gone once it is handed over or called off. */
import { type Tx, writeFeedRow, writeFeedRows } from '@comptoir/service-kit';
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import type { OrderCalledOff, OrderToPrepare } from '@comptoir/sync-protocol/feeds/rows';
import { exchangeIn } from '../gift-card.ts';
import type { Preparation } from '../preparations/preparation.ts';
import { isWaiting, parcelOf, preparationsOf } from '../preparations/preparations.ts';
import type { Order } from '../store/orders.ts';

export const toPrepareFeed = 'orders-to-prepare';

const waiting: ReadonlySet<OrderStatus> = new Set(['confirmed', 'preparing', 'ready-to-collect']);

/**
 * Each place is told of its own part. No address, and a telephone number only where its customer wants to be called: the counter needs a name and
 * a code.
 * @param before places that had a part of it; they are told that they have none any more.
 */
export async function writePreparation(tx: Tx, order: Order, before: readonly string[] = []): Promise<void> {
  const all = preparationsOf(order);
  // What a person has to look at first is packed by nobody, nor what is paid with goods that have not come.
  const isHeldUp = order.review === 'open' || exchangeIn(order.giftCard)?.isWaiting;
  const told = waiting.has(order.status) && !isHeldUp ? all.filter(isWaiting) : [];
  const rows = [...new Set([...all.map((one) => one.locationId), ...before])].map((locationId) => {
    const part = told.find((one) => one.locationId === locationId);
    const value = part ? toldOf(order, all, part) : null;
    return { scope: locationId, key: `order/${order.id}`, value };
  });
  await writeFeedRows(tx, toPrepareFeed, rows);
}

function toldOf(order: Order, all: readonly Preparation[], part: Preparation): OrderToPrepare {
  const { status } = order;
  if (status !== 'confirmed' && status !== 'preparing' && status !== 'ready-to-collect')
    throw new Error(`nobody prepares order ${order.id}, which is ${status}`);
  const wishes = order.delivery?.method === 'collect' ? order.delivery.substitutes : undefined;
  const lines = new Map(order.frozen.lines.map((line) => [line.lineId, line]));
  const parcel = parcelOf(all, part.locationId);
  return {
    orderId: order.id,
    number: order.number,
    version: order.version,
    status,
    deliveryMethod: order.deliveryMethod,
    recipient: order.contact?.name ?? null,
    collectCode: order.collectCode,
    lines: part.lines.map(({ lineId, quantity }) => {
      const { productId = '', sku = '' } = lines.get(lineId) ?? {};
      const wish = wishes?.[productId];
      return { productId, sku, quantity, ...(wish ? { substitution: wish } : {}) };
    }),
    confirmedAt: order.confirmedAt?.toISOString() ?? null,
    ...(order.delivery?.slot ? { slot: order.delivery.slot } : {}),
    ...wishOf(order),
    ...(parcel ? { parcel } : {}),
  };
}

/** What a place has packed and is not to send: it is to put it back, and says when it has. */
export const writeCalledOff = (tx: Tx, { id, number }: Order, locationId: string): Promise<void> =>
  writeFeedRow(tx, {
    ...{ feed: toPrepareFeed, scope: locationId, key: `called-off/${id}` },
    value: { orderId: id, number, at: new Date().toISOString() } satisfies OrderCalledOff,
  });

export const forgetCalledOff = (tx: Tx, { id }: Order, locationId: string): Promise<void> =>
  writeFeedRow(tx, { feed: toPrepareFeed, scope: locationId, key: `called-off/${id}`, value: null });

/** Stores of the version before know of the whole order alone: it is allowed where any line allows it. */
function wishOf({ delivery, contact }: Order): Pick<OrderToPrepare, 'substitution' | 'askAt'> {
  if (delivery?.method !== 'collect') return {};
  const wishes = Object.values(delivery.substitutes ?? {});
  const isAllowed = delivery.substitution === 'allowed' || wishes.some((wish) => wish !== 'none');
  const isTold = delivery.substitution !== undefined || wishes.length > 0;
  return {
    ...(isTold ? { substitution: isAllowed ? 'allowed' : 'refused' } : {}),
    ...(wishes.includes('ask') && contact?.phone ? { askAt: contact.phone } : {}),
  };
}
