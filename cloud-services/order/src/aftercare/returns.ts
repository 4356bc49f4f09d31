/** What a customer wants to send back: asked for, then received by staff, who give the money back by lines; or refused. */
import { appendEvent, notFound, problem, type Tx } from '@comptoir/service-kit';
import type { z } from 'zod';
import type { returnRequest } from '../api.ts';
import { returnReceivedEvent, type SoundLine } from '../events.ts';
import { callOffExchange, releaseExchange } from '../follow-on/exchange.ts';
import { returnKey } from '../follow-on/give-back.ts';
import { tellReturnAsked, tellReturnRefused } from '../letters/tell.ts';
import { newId, type OrderParts } from '../parts.ts';
import { isPartlyShipped, preparationsOf, toCome } from '../preparations/preparations.ts';
import { historyOf, type Order } from '../store/orders.ts';
import { refundsOf } from '../store/payments.ts';
import type { Reader } from '../store/reader.ts';
import { decideReturn, insertReturn, type Return, returnsOf } from '../store/returns.ts';
import { askRefund } from './ask-refund.ts';
import { leftOfLine } from './change.ts';
import { checkPieces, sumOfLine, thousandths } from './removed.ts';
import { isHandedOver, returnDayAhead, returnDays } from './return-days.ts';

/**
 * Of goods that come in several parcels the days are counted from the last one: until it has left, what has come may go back.
 * Source: Directive 2011/83/EU, art. 9(2)(b)(i), as the strictest of those that we know.
 * @throws Problem 409 `not-handed-over`, `return-too-late`: its goods do not come back any more, or not yet.
 */
export async function checkHandedOver(from: Reader, order: Order, timeZone: string): Promise<void> {
  if (isPartlyShipped(preparationsOf(order))) return;
  if (!isHandedOver(order.status))
    throw problem(
      409,
      'not-handed-over',
      'The order is not with you yet',
      'It may still be changed or cancelled.',
    );
  if (returnDayAhead(await historyOf(from, order.id), timeZone, new Date()) === null)
    throw problem(409, 'return-too-late', 'It is too late to send it back', 'Write to us if it is faulty.', {
      members: { days: returnDays },
    });
}

/** @throws Problem 409 `not-handed-over`, `return-too-late`, `more-than-left`. */
export async function checkReturnable(
  { database: from, timeZone }: Readonly<{ database: Reader; timeZone: string }>,
  order: Order,
  lines: Return['lines'],
): Promise<void> {
  await checkHandedOver(from, order, timeZone);
  checkPieces(order.frozen, lines);
  const open = (await returnsOf(from, order.id)).filter(({ state }) => state === 'asked');
  const given = (await refundsOf(from, order.id))
    .filter(({ state }) => state !== 'failed')
    .flatMap((refund) => refund.lines);
  const taken = [...given, ...open.flatMap((one) => one.lines), ...toCome(preparationsOf(order))];
  for (const { lineId, quantity } of lines) {
    const left = leftOfLine(order, taken, lineId);
    if (thousandths(quantity) <= 0 || sumOfLine(lines, lineId) > left)
      throw problem(409, 'more-than-left', 'More than is left of this line', 'Lower the quantity.', {
        members: { lineId, leftQuantity: String(left / 1000) },
      });
  }
}

/** @throws Problem as `checkReturnable` does. Assumes that the order is locked. */
export async function askReturn(
  tx: Tx,
  { shopUrl, timeZone }: Pick<OrderParts, 'shopUrl' | 'timeZone'>,
  order: Order,
  { lines, code, reason = '' }: z.infer<typeof returnRequest>,
): Promise<Return> {
  await checkReturnable({ database: tx, timeZone }, order, lines);
  const asked = await insertReturn(tx, { id: newId(), orderId: order.id, lines, code, reason });
  await tellReturnAsked(tx, shopUrl, order, asked.id);
  return asked;
}

/**
 * The money goes back, and what is sold again to its shelf.
 * @param accepted what has really come; without it, all that was announced. @param damaged so much of that is not sold again.
 */
export async function receiveReturn(
  tx: Tx,
  order: Order,
  id: string,
  { lines: accepted, damaged = [] }: Received,
  { by, correlationId }: Readonly<{ by: string; correlationId: string | null }>,
): Promise<Return> {
  const asked = await openReturn(tx, order, id);
  const lines = accepted ?? asked.lines;
  for (const { lineId } of lines)
    if (sumOfLine(lines, lineId) > sumOfLine(asked.lines, lineId))
      throw problem(409, 'more-than-announced', 'More than was announced', 'Refund the rest by itself.', {
        members: { lineId },
      });
  for (const { lineId } of damaged)
    if (sumOfLine(damaged, lineId) > sumOfLine(lines, lineId))
      throw problem(422, 'more-than-came', 'More is damaged than came', 'Lower what is damaged.', {
        members: { lineId },
      });
  const sound = soundOf(order, lines, damaged);
  if (sound.length > 0) await appendEvent(tx, returnReceivedEvent(order, id, sound, correlationId));
  const refund = { lines: [...lines], includeDelivery: false, reason: asked.reason };
  const movedMinor = await releaseExchange(tx, id);
  await askRefund(tx, order, refund, { by, key: returnKey(id), movedMinor, returnCode: asked.code });
  return decideReturn(tx, { ...asked, state: 'received', lines }, by);
}

type Received = Readonly<{ lines?: Return['lines'] | undefined; damaged?: Return['lines'] | undefined }>;

/** Of each line of the order, what came and is sold again. */
const soundOf = ({ frozen }: Order, came: Return['lines'], damaged: Return['lines']): SoundLine[] =>
  frozen.lines.flatMap(({ lineId, productId }) => {
    const left = sumOfLine(came, lineId) - sumOfLine(damaged, lineId);
    return left > 0 ? [{ lineId, productId, quantity: String(left / 1000) }] : [];
  });

/** What it was to pay for is called off. */
export async function refuseReturn(
  tx: Tx,
  shopUrl: string,
  order: Order,
  id: string,
  told: Readonly<{ by: string; correlationId: string | null }>,
): Promise<Return> {
  const asked = await openReturn(tx, order, id);
  const isExchange = await callOffExchange(tx, shopUrl, id, told);
  await tellReturnRefused(tx, shopUrl, order, id, isExchange);
  return decideReturn(tx, { ...asked, state: 'refused' }, told.by);
}

async function openReturn(tx: Tx, order: Order, id: string): Promise<Return> {
  const found = (await returnsOf(tx, order.id)).find((one) => one.id === id);
  if (!found) throw notFound('return');
  if (found.state !== 'asked')
    throw problem(409, 'return-decided', `This return is ${found.state}`, 'Look at the order anew.', {
      members: { state: found.state },
    });
  return found;
}
