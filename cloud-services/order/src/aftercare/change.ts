/**
 * An order is changed while nobody has begun to pack it: another address where taxes are the same, another slot, fewer of a line. What costs
 * less is given back by lines, as any refund; the goods that are no longer wanted are let go by one call that holds the rest.
 */

import { isDeepStrictEqual } from 'node:util';
import { derivedId, problem, type Tx } from '@comptoir/service-kit';
import { checkPostalCode, isKnownCountry } from '@comptoir/service-kit/postal-codes/check';
import type { z } from 'zod';
import type { Address, changeRequest, Delivery, Slot } from '../api.ts';
import { tellChanged } from '../letters/tell.ts';
import { ownReasons } from '../own-reasons.ts';
import type { OrderParts } from '../parts.ts';
import { placesOf, without } from '../preparations/preparations.ts';
import { isSame, takeSlot } from '../slots/take.ts';
import { writeNote } from '../store/notes.ts';
import type { Order } from '../store/orders.ts';
import { writeChange } from '../store/orders.ts';
import { owe } from '../store/owed.ts';
import { askRefund } from './ask-refund.ts';
import { mustNotWait } from './move.ts';
import { type Quantity, remainingLines, sumOfLine, thousandths } from './removed.ts';
import { writePreparation } from './to-prepare.ts';

/**
 * @param order locked by the caller, of the version that its reader saw.
 * @throws Problem 409 `too-late`, `under-review`, `other-taxes`, `more-than-left`, `slot-taken`; 422 `nothing-left`, `address-wrong`, `whole-pieces`.
 */
export async function changeOrder(
  tx: Tx,
  parts: Pick<OrderParts, 'shopUrl' | 'slotRules' | 'timeZone' | 'jurisdiction' | 'places'>,
  order: Order,
  asked: z.infer<typeof changeRequest>,
  by: string,
): Promise<Order> {
  if (order.status !== 'confirmed')
    throw problem(
      409,
      'too-late',
      'The order can no longer be changed',
      'Somebody has begun to pack it. It may still be cancelled, or sent back.',
      { members: { status: order.status } },
    );
  mustNotWait(order);
  const removed = asked.remove ? [...order.removed, ...asked.remove] : order.removed;
  const moved = asked.address ? movedTo(order, asked.address) : order.delivery;
  const told =
    moved?.method === 'ship' && asked.instructions !== undefined
      ? { ...moved, instructions: asked.instructions }
      : moved;
  const delivery = told && asked.slot !== undefined ? at(told, asked.slot) : told;
  if (delivery && !isSame(delivery.slot, order.delivery?.slot))
    await takeSlot(tx, parts, delivery, order.frozen.shipping?.arrivesOn);
  // Sent as it was: nobody is told of a change that is none.
  if (!asked.remove && isDeepStrictEqual(delivery, order.delivery)) return order;
  const version = order.version + 1;
  const reservationId = asked.remove
    ? derivedId('reservation', order.id, `changed ${version}`)
    : order.reservationId;
  const preparations = order.preparations && without(order.preparations, asked.remove ?? []);
  const changed: Order = { ...order, version, delivery, removed, reservationId, preparations };
  if (asked.remove) {
    const refund = { lines: asked.remove, includeDelivery: false, reason: ownReasons.removedByChange };
    await askRefund(tx, order, refund, { by, key: `change ${version}` });
    if (remainingLines(changed).length === 0)
      throw problem(422, 'nothing-left', 'Nothing would be left of the order', 'Cancel it instead.');
    await owe(tx, order.id, 'change-reservation', reservationId ?? '');
  }
  await writeChange(tx, changed);
  await writeNote(tx, order.id, { kind: 'changed', text: toldOf(order, delivery, asked), by });
  await writePreparation(tx, changed, placesOf(order));
  await tellChanged(tx, parts, changed, asked.remove !== undefined);
  return changed;
}

function at({ slot: _before, ...delivery }: Delivery, slot: Slot | null): Delivery {
  return slot === null ? delivery : { ...delivery, slot };
}

/** Another province has other taxes: what was priced and paid is no longer what it would cost. */
function movedTo({ delivery }: Order, address: Address): Order['delivery'] {
  if (delivery?.method !== 'ship')
    throw problem(
      409,
      'collected',
      'The order is collected in a store',
      'Cancel it, then order for delivery.',
    );
  const { country, region } = delivery.address;
  if (address.country !== country || address.region !== region)
    throw problem(
      409,
      'other-taxes',
      'Taxes are others there',
      'Cancel the order, then order anew for that address.',
      { members: { country, region } },
    );
  // A postal code of another province would be there at another's taxes and fee.
  const checked = isKnownCountry(country) ? checkPostalCode(country, region, address.postalCode) : undefined;
  if (checked?.ok === false)
    throw problem(422, 'address-wrong', 'This address cannot be right', 'Correct it.', {
      errors: [{ pointer: `/address/${checked.field}`, message: checked.reason }],
    });
  return { ...delivery, address: { ...address, postalCode: checked?.postalCode ?? address.postalCode } };
}

/** For colleagues: what, and of which line; never where to. */
function toldOf(
  { frozen, delivery: before }: Order,
  delivery: Order['delivery'],
  { instructions, remove = [] }: z.infer<typeof changeRequest>,
): string {
  const lines = remove.map(({ lineId, quantity }: Quantity) => {
    const sku = frozen.lines.find((line) => line.lineId === lineId)?.sku ?? lineId;
    return `-${quantity} ${sku}`;
  });
  return [
    ...(isDeepStrictEqual(addressIn(delivery), addressIn(before)) ? [] : ['address']),
    ...(instructions === undefined ? [] : ['instructions']),
    ...(isSame(delivery?.slot, before?.slot) ? [] : ['slot']),
    ...lines,
  ].join(', ');
}

const addressIn = (delivery: Order['delivery']) =>
  delivery?.method === 'ship' ? delivery.address : undefined;

/** Of a line, what was neither taken out nor given back. */
export const leftOfLine = (order: Order, given: readonly Quantity[], lineId: string): number => {
  const line = order.frozen.lines.find((one) => one.lineId === lineId);
  return line ? thousandths(line.quantity) - sumOfLine(given, lineId) : 0;
};
