/**
 * Does what is owed outside for an order, one after the other, and never gives up on money: a lost answer is asked for, and
 * what no retry will mend is kept for a person to see (`order_needs_a_person`).
 */

import type { Database, Tx } from '@comptoir/service-kit';
import { NeighbourRefused, NeighbourSilent } from '@comptoir/service-kit/neighbours/neighbour';
import { CarrierRefused, CarrierSilent } from '../carrier/carrier.ts';
import { prolongEverySeconds } from '../checkout/confirm.ts';
import { backoffMs } from '../checkout/lost-answers.ts';
import { heldWhere, holdSeconds } from '../checkout/run.ts';
import { followDispute } from '../disputes/follow.ts';
import { endOverdue, isOverdue } from '../follow-on/exchange.ts';
import { nothingToWrite } from '../follow-on/give-back.ts';
import { cardIn } from '../gift-card.ts';
import { textStep } from '../letters/text.ts';
import { ownReasons } from '../own-reasons.ts';
import { bookParcel, cancelParcel, followParcel } from '../parcels/book.ts';
import { type OrderParts, providerOf } from '../parts.ts';
import { AnswerLost, ProviderRefused } from '../payment/provider.ts';
import { findOrder, type Order } from '../store/orders.ts';
import { type Begun, beginOwed, endOwed, failOwed, isOwed, type Owed, postponeOwed } from '../store/owed.ts';
import { paymentOf, recordStanding } from '../store/payments.ts';
import type { Saga } from '../store/sagas.ts';
import { isForgotten } from './forget.ts';
import { giveBackAllBeside, giveBackMoney, payRefund, tellLetGo } from './give-back.ts';
import { tellDouble } from './tell-double.ts';

/** What a debt has come to: done (with what is to be written beside it), or once more later. */
type Paid = Readonly<{ write?: (tx: Tx) => Promise<void> }> | Readonly<{ againInSeconds: number }>;

/** @param begun is done first. */
export async function payOwed(parts: OrderParts, saga: Saga, begun?: Begun): Promise<void> {
  if (begun) await payTogether(parts, begun);
  for (;;) {
    const owed = await beginOwed(parts, saga);
    if (!owed) return;
    await payOne(parts, owed);
  }
}

async function payOne(parts: OrderParts, owed: Owed): Promise<void> {
  try {
    const order = await findOrder(parts.database, owed.orderId);
    if (!order) throw new Error(`order ${owed.orderId} is gone`);
    await payTogether(parts, { order, debts: [owed] });
  } catch (error) {
    await putOff(parts, parts.database, owed, error);
  }
}

/** What could not be done is put off by itself; the rest is written down as done in one transaction. */
async function payTogether(parts: OrderParts, { order, debts }: Begun): Promise<void> {
  const { database } = parts;
  const done: Owed[] = [];
  const writes: ((tx: Tx) => Promise<void>)[] = [];
  await Promise.all(
    debts.map(async (owed) => {
      parts.step(`${owed.kind}: begun`);
      try {
        const paid = await pay(parts, owed, order);
        parts.step(`${owed.kind}: called`);
        if ('againInSeconds' in paid)
          return await postponeOwed(database, owed, paid.againInSeconds * 1_000, null);
        done.push(owed);
        if (paid.write) writes.push(paid.write);
      } catch (error) {
        await putOff(parts, database, owed, error);
      }
    }),
  );
  if (done.length === 0) return;
  try {
    if (writes.length === 0) return await endOwed(database, done);
    await database.transaction(
      async (tx) => {
        await Promise.all([...writes.map((write) => write(tx)), endOwed(tx, done)]);
      },
      { plansOnce: true },
    );
  } catch (error) {
    await Promise.all(done.map((owed) => putOff(parts, database, owed, error)));
  }
}

async function pay(parts: OrderParts, owed: Owed, order: Order): Promise<Paid> {
  const reservation = order.reservationId ?? '';
  const card = cardIn(order.giftCard);
  switch (owed.kind) {
    case 'capture':
      return capture(parts, owed, order);
    case 'cancel-payment':
      return cancelPayment(parts, owed, order);
    case 'refund':
      return payRefund(parts, owed, order);
    case 'text':
      return textStep(parts, order, owed.key);
    case 'close-cart':
      return done(parts.carts.close(order.cartSessionId, order.id), 'cart-ordered', 'not-found');
    case 'release-reservation':
      return releaseReservation(parts, owed, order);
    case 'release-points':
      return done(parts.customers.releasePoints(order.customerId ?? '', order.id));
    case 'release-coupon':
      return done(parts.promotions.release(owed.key, order.id));
    case 'release-gift-card':
      // One that nobody knows was never held.
      return card ? done(parts.giftCards.release(card), 'unknown-value') : {};
    case 'spend-gift-card':
      return card ? done(parts.giftCards.settle(card, order)) : {};
    case 'book-parcel':
      return bookParcel(parts, owed, order);
    case 'cancel-parcel':
      return cancelParcel(parts, owed);
    case 'follow-parcel':
      return followParcel(parts, owed);
    case 'follow-dispute':
      return followDispute(parts, owed, order);
    case 'tell-double':
      return tellDouble(parts, owed, order);
    case 'forget':
      return (await isForgotten(parts, order)) ? {} : { againInSeconds: forgetAgainSeconds };
    case 'change-reservation':
      return changeReservation(parts, owed, order);
    case 'commit-reservation':
      return commitReservation(parts, owed, order);
    case 'prolong-reservation':
      if (isOverdue(order)) return { write: (tx) => endOverdue(tx, parts.shopUrl, order) };
      return parts.inventory
        .prolong(reservation, holdSeconds)
        .then(() => ({ againInSeconds: prolongEverySeconds }));
  }
}

/** Holds what is left and lets go of the rest, in one call. Of two changes the later holds for both; a cancelled order holds nothing. */
async function changeReservation(parts: OrderParts, owed: Owed, order: Order): Promise<Paid> {
  if (owed.key !== order.reservationId || order.status === 'cancelled') return {};
  return done(parts.inventory.reserve(owed.key, order, heldWhere(order), holdSeconds));
}

/** What is taken from the shelf is what the last change has left of it, and what was packed where that was told. */
async function commitReservation(
  { database, inventory }: OrderParts,
  { key: locationId }: Owed,
  order: Order,
): Promise<Paid> {
  if (await isOwed(database, order.id, 'change-reservation')) return { againInSeconds: commitAgainSeconds };
  const id = order.reservationId ?? '';
  if (locationId === '') return done(inventory.commit(id));
  const packed = order.preparations?.find((one) => one.locationId === locationId)?.packed;
  return done(inventory.commitAt(id, locationId, packed));
}

/** All that is held of it, or what one place holds. */
async function releaseReservation(
  { database, inventory }: OrderParts,
  { key: locationId }: Owed,
  order: Order,
): Promise<Paid> {
  const id = order.reservationId ?? '';
  if (locationId === '') return done(inventory.release(id));
  if (await isOwed(database, order.id, 'change-reservation')) return { againInSeconds: commitAgainSeconds };
  return done(inventory.releaseAt(id, locationId));
}
const commitAgainSeconds = 2;
const forgetAgainSeconds = 6 * 3_600;

/** @param overtaken refusals that say that there is nothing left to do. */
async function done(call: Promise<unknown>, ...overtaken: string[]): Promise<Paid> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof NeighbourRefused && overtaken.includes(error.type))) throw error;
  }
  return {};
}

async function capture(parts: OrderParts, owed: Owed, order: Order): Promise<Paid> {
  const payment = await paymentOf(parts.database, order.id);
  if (!payment) return {};
  if (!payment.reference) throw new Error(`order ${order.id} has no payment`);
  const { id, reference, amountMinor } = payment;
  const provider = providerOf(parts, payment.provider);
  const known = owed.tries > 0 ? await provider.read(reference) : undefined;
  // Begun, not done, and cancelled since: what holds the money lets it go.
  if (known?.at === 'authorised' && order.status === 'cancelled') return {};
  const standing =
    known && known.at !== 'authorised'
      ? known
      : await provider.capture(reference, amountMinor, order.currency, `${id}:capture:${owed.tries}`);
  const over = standing.at !== 'captured' && order.status !== 'cancelled';
  if (over) throw new ProviderRefused(`the payment is ${standing.at}: it cannot be captured`);
  return { write: (tx) => recordStanding(tx, id, standing) };
}

/** Whatever became of the payment: what is only held is freed, what was taken meanwhile is given back. */
async function cancelPayment(parts: OrderParts, owed: Owed, order: Order): Promise<Paid> {
  const payment = await paymentOf(parts.database, order.id);
  if (!payment) return {};
  const provider = providerOf(parts, payment.provider);
  const found = payment.reference
    ? await provider.read(payment.reference)
    : await provider.find({ attemptId: payment.id, begunAt: order.createdAt });
  if (!found) return {};
  const live = found.at === 'authorised' || found.at === 'action' || found.at === 'declined';
  const standing = live ? await provider.cancel(found.reference, `${payment.id}:cancel`) : found;
  const writeBeside =
    standing.at === 'captured' ? nothingToWrite : await giveBackAllBeside(parts, order, owed.tries > 0);
  return {
    async write(tx) {
      await recordStanding(tx, payment.id, standing);
      if (standing.at === 'captured') return giveBackMoney(tx, order, 'checkout', ownReasons.capturedTooLate);
      await writeBeside(tx);
      await tellLetGo(tx, order, payment, parts.timeZone);
    },
  };
}

async function putOff(parts: OrderParts, database: Database, owed: Owed, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const fields = { orderId: owed.orderId, owed: owed.kind, tries: owed.tries, error: message };
  if (
    error instanceof ProviderRefused ||
    error instanceof NeighbourRefused ||
    error instanceof CarrierRefused
  ) {
    parts.logger.error(fields, 'something owed was refused for good; a person has to look');
    return failOwed(database, owed, message);
  }
  if (error instanceof AnswerLost || error instanceof NeighbourSilent || error instanceof CarrierSilent)
    parts.measures.answersLost.inc({ call: owed.kind });
  parts.logger.warn(fields, 'something owed could not be done; it is tried again');
  await postponeOwed(database, owed, backoffMs(owed.tries), message);
}
