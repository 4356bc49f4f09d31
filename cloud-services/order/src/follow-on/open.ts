/**
 * A second checkout of somebody who has an order already: pieces that go with it, or others in exchange for some of it. It is an order of its
 * own, so that nothing of what was paid is reckoned anew; who, where to and in which language are those of the first.
 */
import { derivedId, problem } from '@comptoir/service-kit';
import type { z } from 'zod';
import { underReview } from '../aftercare/move.ts';
import { checkReturnable } from '../aftercare/returns.ts';
import type { additionRequest, CheckoutRequest, exchangeRequest } from '../api.ts';
import { type Asked, openCheckout } from '../checkout/open.ts';
import type { OrderParts } from '../parts.ts';
import { preparationsOf } from '../preparations/preparations.ts';
import type { Order } from '../store/orders.ts';
import { worthOf } from './exchange.ts';
import type { Follows } from './follows.ts';

type Told = Readonly<{ key: string; correlationId: string; address: string }>;
type Begun = ReturnType<typeof openCheckout>;

/** @throws Problem 409 `too-late` once somebody packs the order, `under-review`; and what a checkout throws. */
export const openAddition = (
  parts: OrderParts,
  order: Order,
  asked: z.infer<typeof additionRequest>,
  told: Told,
): Begun => open(parts, order, asked, told, { about: order.id, find: async () => additionTo(order) });

function additionTo(order: Order): Follows {
  const { id: orderId, number, status, review } = order;
  if (status !== 'confirmed')
    throw problem(409, 'too-late', 'Nothing can be added to this order any more', 'Order it by itself.', {
      members: { status },
    });
  if (review === 'open') throw underReview();
  const [first] = preparationsOf(order);
  return { orderId, addedTo: { orderId, number, locationId: first?.locationId ?? null } };
}

/** @throws Problem 409 as announcing a return does, `exchange-not-possible`; and what a checkout throws. */
export function openExchange(
  parts: OrderParts,
  order: Order,
  { lines, code, reason = '', ...asked }: z.infer<typeof exchangeRequest>,
  told: Told,
): Begun {
  const { id: orderId, number } = order;
  const find = async (): Promise<Follows> => {
    await checkReturnable(parts, order, lines);
    const worthMinor = await worthOf(parts.database, order, lines);
    const returnId = derivedId('return', orderId, told.key);
    return { orderId, exchange: { orderId, number, returnId, lines, code, reason, worthMinor } };
  };
  return open(parts, order, asked, told, { about: [orderId, lines, code, reason], find });
}

function open(
  parts: OrderParts,
  { contact, delivery, billing, customerId, language }: Order,
  { cartSessionId, cartVersion, payment, expectedTotal }: z.infer<typeof additionRequest>,
  told: Told,
  following: NonNullable<Asked['following']>,
): Begun {
  if (!contact || !delivery)
    throw problem(409, 'person-erased', 'Nobody is known of this order any more', 'Order by itself.');
  // It goes with the first, or later by itself: it takes no slot of its own.
  const { slot: _ofFirst, ...where } = delivery;
  const request: CheckoutRequest = {
    ...{ cartSessionId, delivery: where, billing, payment, expectedTotal, language },
    ...(cartVersion === undefined ? {} : { cartVersion }),
    ...(customerId === null ? { guest: contact } : { customer: { id: customerId, ...contact } }),
  };
  return openCheckout(parts, { request, customerId, ...told, following });
}
