/** The pivot: one local transaction after which the order stands, and what follows is owed. */
import { randomBytes } from 'node:crypto';
import { appendEvents } from '@comptoir/service-kit';
import { writePreparation } from '../aftercare/to-prepare.ts';
import { collectCode } from '../collect-code.ts';
import { orderConfirmedEvent, statusChangedEvent } from '../events.ts';
import { announceExchange } from '../follow-on/exchange.ts';
import { cardIn, providerMinor } from '../gift-card.ts';
import { tellConfirmed, tellReviewed } from '../letters/tell.ts';
import type { OrderParts } from '../parts.ts';
import type { Standing } from '../payment/provider.ts';
import { assess, type Facts } from '../risk/assess.ts';
import { cardFactsOf } from '../risk/facts.ts';
import { lockOrder, movedTo, type Risk, writeConfirmed } from '../store/orders.ts';
import { type Begun, writeOwed } from '../store/owed.ts';
import { paymentOf } from '../store/payments.ts';
import { type Saga, writeSaga } from '../store/sagas.ts';
import { recordAuthorised } from './authorised.ts';

/** The reservation is prolonged well before it runs out. */
export const prolongEverySeconds = 43_200;

/**
 * @param standing of the payment, where it is not written down yet.
 * @returns also what it owes at once: that is begun.
 */
export function confirmOrder(
  parts: OrderParts,
  saga: Saga,
  standing?: Standing,
): Promise<Readonly<{ saga: Saga; begun: Begun }>> {
  const { orderId } = saga;
  return parts.database.transaction(async (tx) => {
    // In this order: the last two read what those before them have written.
    const [next, pending, , payment, cardFacts] = await Promise.all([
      writeSaga(tx, saga, { state: 'confirmed', tries: 0, action: null }, parts),
      lockOrder(tx, orderId),
      standing && recordAuthorised(tx, orderId, standing),
      paymentOf(tx, orderId),
      cardFactsOf(tx, orderId),
    ]);
    if (!pending || (!payment && providerMinor(pending) > 0))
      throw new Error(`order ${orderId} has lost its parts`);
    const confirmedAt = new Date();
    const code = pending.deliveryMethod === 'collect' ? collectCode(randomBytes(4)) : null;
    const risk = cardFacts && pending.risk ? withCard(parts, pending.risk, cardFacts) : pending.risk;
    // What would have been refused, had the card been known before: it holds money by now, and a person decides.
    const review = risk !== null && risk.decision !== 'accept' ? ('open' as const) : null;
    const order = { ...movedTo(pending, 'confirmed'), confirmedAt, collectCode: code, review, risk };
    const [debts] = await Promise.all([
      writeOwed(tx, order.id, [
        { kind: 'close-cart', isBegun: true },
        // Whenever the provider's money is taken: a card that somebody carries about is not held for weeks.
        ...(cardIn(order.giftCard) ? [{ kind: 'spend-gift-card', isBegun: true } as const] : []),
        ...(payment && parts.captureAt === 'confirmation' && review === null
          ? [{ kind: 'capture', isBegun: true } as const]
          : []),
        { kind: 'prolong-reservation', inSeconds: prolongEverySeconds },
      ]),
      writeConfirmed(tx, order, 'checkout'),
      appendEvents(tx, [
        orderConfirmedEvent(order, payment, saga.correlationId),
        statusChangedEvent(order, 'pending', null, confirmedAt, saga.correlationId),
      ]),
      review === null ? tellConfirmed(tx, parts, order) : tellReviewed(tx, parts.shopUrl, order),
      writePreparation(tx, order),
      announceExchange(tx, parts, order),
    ]);
    return { saga: next, begun: { order, debts } };
  });
}

/** Assessed again with what the card has told. */
function withCard({ riskRules }: OrderParts, { facts: before }: Risk, cardFacts: Partial<Facts>): Risk {
  const facts = { ...before, ...cardFacts };
  return { ...assess(riskRules, facts), facts };
}
