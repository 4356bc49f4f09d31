/**
 * Carries a checkout on from wherever it is: reserve, authorise, hold, confirm. Each intent is committed before its call,
 * so that whoever comes after a crash knows what may have happened, and asks. Before the confirmation a failure owes
 * everything back, in the transaction that writes it; after it, there is no way back in here.
 * Source: docs, Reliability, Saga.
 */
import { isDeepStrictEqual } from 'node:util';
import { derivedId } from '@comptoir/service-kit';
import type { NeighbourRefused } from '@comptoir/service-kit/neighbours/neighbour';
import { annotate } from '@comptoir/tracing';
import { z } from 'zod';
import { remainingLines } from '../aftercare/removed.ts';
import type { Failure } from '../api.ts';
import { cardIn, providerMinor } from '../gift-card.ts';
import { type Held, shortOf } from '../neighbours/inventory.ts';
import { type OrderParts, providerOf } from '../parts.ts';
import type { Attempt, Standing } from '../payment/provider.ts';
import { preparationsOf, sharedOut } from '../preparations/preparations.ts';
import { findOrder, type Order, writePlaces } from '../store/orders.ts';
import type { Begun } from '../store/owed.ts';
import { intendPayment, paymentOf } from '../store/payments.ts';
import { intendStep, type Saga, type Step, stepOf, writeSaga } from '../store/sagas.ts';
import { recordAuthorised } from './authorised.ts';
import { confirmOrder } from './confirm.ts';
import { failCheckout } from './fail.ts';
import { type Lost, lost, outcome } from './lost-answers.ts';

/** Then the customer has left; the reservation outlives it. */
const actionSeconds = 840;
/** Held so long at a time, from the first; whatever fails lets it go. Prolonged while the order waits to be handed over. */
export const holdSeconds = 86_400;
/** The next time it is prolonged comes sooner. */
const heldLeftMs = 0.75 * holdSeconds * 1_000;

/** What whoever carries a checkout on need not ask for, since they did it a moment ago. */
export type Known = Readonly<{
  order: Order;
  /** The key of an attempt to authorise that is intended, and not made yet. */
  attemptKey?: string;
  /** Until when the goods are held, by what Inventory has just answered. */
  heldUntil?: number;
}>;

/** The saga as it is now; `done`: nothing more to do; else when to look again, with nothing known any more. */
export type Turn = Readonly<{ saga: Saga }> &
  (
    | Readonly<{ next: 'go-on'; known: Known }>
    | Readonly<{ next: 'done'; begun?: Begun }>
    | Readonly<{ next: 'wait'; waitMs: number }>
  );

/** A webhook may be lost: the provider is asked by ourselves, too. */
const askAgainMs = 15_000;

export async function runStep(parts: OrderParts, saga: Saga, told?: Known): Promise<Turn> {
  const known = told ?? { order: await orderOf(parts, saga) };
  annotate({ 'comptoir.order': known.order.number });
  switch (saga.state) {
    case 'reserving':
      return reserve(parts, saga, known);
    case 'authorising':
      return authorise(parts, saga, known);
    case 'awaiting-action':
      return askAction(parts, saga, known);
    case 'holding':
      return hold(parts, saga, known);
    case 'confirmed':
    case 'failed':
      return { saga, next: 'done' };
  }
}

async function orderOf(parts: OrderParts, { orderId }: Saga): Promise<Order> {
  const order = await findOrder(parts.database, orderId);
  if (!order) throw new Error(`the saga ${orderId} has no order`);
  return order;
}

/**
 * Points, uses of coupons and a gift card under the order's own id, and the goods: what is held of any is let go if another cannot be had. The
 * intent is the state itself, and the ids in the order.
 */
async function reserve(parts: OrderParts, saga: Saga, { order }: Known): Promise<Turn> {
  if (order.risk?.decision === 'refuse') return fail(parts, saga, order, { type: 'order-refused' });
  // All at once: each is let go by itself if another cannot be had.
  const [kept, card, held] = await Promise.all([
    Promise.all(valuesOf(parts, saga, order)),
    holdGiftCard(parts, saga, order),
    outcome(parts, saga, 'reserve', () =>
      parts.inventory.reserve(order.reservationId ?? '', order, wantedOf(order), holdSeconds),
    ),
  ]);
  const answers = [...kept.map(({ answer }) => answer), card, held];
  const wait = answers.find((answer): answer is Lost => 'waitMs' in answer);
  if (wait) return wait;
  const refused = kept.find(({ answer }) => 'refused' in answer);
  if (refused) return fail(parts, saga, order, { type: refused.failure });
  if ('refused' in card) return fail(parts, saga, order, giftFailureOf(card.refused));
  if ('refused' in held) return fail(parts, saga, order, shortage(held.refused));
  if (!('value' in held) || !('value' in card)) throw new Error('an answer is of no kind');
  parts.step('reserve: called');
  const giftHeld = cardIn(order.giftCard);
  const places = placesIn(order, held.value.lines);
  const giftCard = giftHeld && { ...giftHeld, kind: card.value };
  const beside = giftCard ?? order.giftCard;
  const attemptId = derivedId('payment', order.id);
  const attemptKey = keyAfter(attemptId, undefined);
  const amountMinor = providerMinor(order);
  const next = await parts.database.transaction(async (tx) => {
    const [written] = await Promise.all([
      writeSaga(tx, saga, { state: amountMinor > 0 ? 'authorising' : 'holding', tries: 0 }, parts),
      tx.query(
        'update customer_order set location_id = $2, preparations = $3::jsonb, gift_card = $4::jsonb where id = $1',
        [
          ...[order.id, places.locationId, places.preparations && JSON.stringify(places.preparations)],
          beside && JSON.stringify(beside),
        ],
      ),
      ...(amountMinor > 0
        ? [
            intendPayment(tx, {
              ...{ id: attemptId, orderId: order.id, provider: saga.payment.provider, amountMinor },
            }),
            intendStep(tx, order.id, 'authorise', attemptKey),
          ]
        : []),
    ]);
    return written;
  });
  parts.step('reserve: recorded');
  return {
    saga: next,
    next: 'go-on',
    known: {
      order: { ...order, ...places, giftCard: beside },
      attemptKey,
      heldUntil: heldUntilOf(held.value),
    },
  };
}

/** Points, and uses of coupons; with what it means when one is refused. */
function valuesOf(parts: OrderParts, saga: Saga, { id, customerId, frozen }: Order) {
  const { points, countedPromotions = [], countedCodes } = frozen;
  const held = async (
    failure: 'points-short' | 'coupon-used-up',
    call: string,
    work: () => Promise<unknown>,
  ) => ({
    ...{ failure, answer: await outcome(parts, saga, call, work) },
  });
  return [
    ...(points && customerId !== null
      ? [held('points-short', 'hold-points', () => parts.customers.holdPoints(customerId, id, points.points))]
      : []),
    ...countedPromotions.map((promotionId) =>
      held('coupon-used-up', 'hold-coupon', () =>
        parts.promotions.hold(promotionId, id, countedCodes?.[promotionId]),
      ),
    ),
  ];
}

function holdGiftCard(parts: OrderParts, saga: Saga, order: Order) {
  const giftCard = cardIn(order.giftCard);
  return outcome(parts, saga, 'hold-gift-card', async () =>
    giftCard ? (await parts.giftCards.hold(giftCard, order)).kind : null,
  );
}

const leftOnCard = z.object({ balanceMinor: z.int() });

function giftFailureOf({ type, details }: NeighbourRefused): Failure {
  if (type !== 'not-enough-value') return { type: 'gift-card-refused' };
  const told = leftOnCard.safeParse(details);
  return { type: 'gift-card-short', balanceMinor: Math.max(0, told.data?.balanceMinor ?? 0) };
}

/** What may have been tried is asked for first; only what the provider has never heard of is tried (again). */
async function authorise(parts: OrderParts, saga: Saga, known: Known): Promise<Turn> {
  const { order, attemptKey } = known;
  const provider = providerOf(parts, saga.payment.provider);
  const attempt = attemptOf(parts, saga, order);
  const tried = attemptKey === undefined ? await stepOf(parts.database, order.id, 'authorise') : undefined;
  const standing = await lost(parts, saga, 'authorise', async () => {
    const found = tried && (await provider.find({ attemptId: attempt.attemptId, begunAt: tried.intentAt }));
    if (found) return found;
    const key = attemptKey ?? keyAfter(attempt.attemptId, tried);
    if (key !== attemptKey && key !== tried?.key)
      await intendStep(parts.database, order.id, 'authorise', key);
    parts.step('authorise: intended');
    return provider.authorise(attempt, key);
  });
  if ('waitMs' in standing) return standing;
  parts.step('authorise: called');
  return decide(parts, saga, known, standing.value);
}

/** The provider's answer to a key that ended in a fault of its own is that fault for ever. */
function keyAfter(attemptId: string, tried: Step | undefined): string {
  if (!tried) return `${attemptId}:1`;
  const number = Number(tried.key.split(':')[1] ?? 1);
  return tried.outcome === 'ended in a fault' ? `${attemptId}:${number + 1}` : tried.key;
}

async function askAction(parts: OrderParts, saga: Saga, known: Known): Promise<Turn> {
  const { order } = known;
  const provider = providerOf(parts, saga.payment.provider);
  const payment = await paymentOf(parts.database, order.id);
  const standing = await lost(parts, saga, 'read', () => provider.read(payment?.reference ?? ''));
  if ('waitMs' in standing) return standing;
  if (standing.value.at !== 'action') return decide(parts, saga, known, standing.value);
  if (saga.actionUntil && saga.actionUntil.getTime() < Date.now())
    return fail(parts, saga, order, { type: 'payment-abandoned' });
  return { saga, next: 'wait', waitMs: askAgainMs };
}

async function decide(parts: OrderParts, saga: Saga, known: Known, standing: Standing): Promise<Turn> {
  const { order } = known;
  if (standing.at === 'declined')
    return fail(
      parts,
      saga,
      order,
      { type: 'payment-declined', declineCode: standing.declineCode },
      standing,
    );
  if (standing.at === 'cancelled') return fail(parts, saga, order, { type: 'payment-abandoned' }, standing);
  if (standing.at !== 'action' && isHeldLong(known)) return confirm(parts, saga, standing);
  const waits = standing.at === 'action';
  const change = waits
    ? ({ state: 'awaiting-action', tries: 0, action: { url: standing.url }, actionSeconds } as const)
    : ({ state: 'holding', tries: 0, action: null } as const);
  const next = await parts.database.transaction(async (tx) => {
    const [written] = await Promise.all([
      writeSaga(tx, saga, change, parts),
      recordAuthorised(tx, order.id, standing),
    ]);
    return written;
  });
  parts.step('authorise: recorded');
  return waits ? { saga: next, next: 'wait', waitMs: askAgainMs } : { saga: next, next: 'go-on', known };
}

/** Whoever reserved a moment ago need not ask whether it is held. */
const isHeldLong = ({ heldUntil = 0 }: Known): boolean => heldUntil - Date.now() > heldLeftMs;

/** A reservation that ran out while the payment was in doubt is made again, or the money is let go. */
async function hold(parts: OrderParts, saga: Saga, known: Known): Promise<Turn> {
  if (isHeldLong(known)) return confirm(parts, saga);
  const { order } = known;
  const id = order.reservationId ?? '';
  const prolonged = await outcome(parts, saga, 'hold', () => parts.inventory.prolong(id, holdSeconds));
  if ('waitMs' in prolonged) return prolonged;
  if ('refused' in prolonged) {
    const again = derivedId('reservation', id, 'again');
    // Its id is written before the call, so that it is released with the order, whatever comes.
    await parts.database.query('update customer_order set reservation_id = $2 where id = $1', [
      order.id,
      again,
    ]);
    const held = await outcome(parts, saga, 'reserve', () =>
      parts.inventory.reserve(again, order, wantedOf(order), holdSeconds),
    );
    if ('waitMs' in held) return held;
    if ('refused' in held) return fail(parts, saga, order, shortage(held.refused));
    const places = placesIn(order, held.value.lines);
    await parts.database.transaction((tx) => writePlaces(tx, { ...order, ...places }));
    const known = { ...order, ...places, reservationId: again };
    return { saga, next: 'go-on', known: { order: known, heldUntil: heldUntilOf(held.value) } };
  }
  await writeWhereHeld(parts, order, placesIn(order, prolonged.value.lines));
  return confirm(parts, saga);
}

/** Whoever died once it was held anew may not have written where. */
async function writeWhereHeld(
  { database }: OrderParts,
  order: Order,
  places: ReturnType<typeof placesIn>,
): Promise<void> {
  const byPlace = ({ locationId, preparations }: typeof places) =>
    preparations?.toSorted((a, b) => a.locationId.localeCompare(b.locationId)) ?? locationId;
  if (!isDeepStrictEqual(byPlace(places), byPlace(order)))
    await database.transaction((tx) => writePlaces(tx, { ...order, ...places }));
}

const heldUntilOf = ({ expiresAt }: Readonly<{ expiresAt: string }>): number => Date.parse(expiresAt);

/** @param standing what the provider has just answered, and is not written down yet. */
async function confirm(parts: OrderParts, saga: Saga, standing?: Standing): Promise<Turn> {
  parts.step('hold: called');
  const confirmed = await confirmOrder(parts, saga, standing);
  parts.step('confirmed');
  return { ...confirmed, next: 'done' };
}

async function fail(
  parts: OrderParts,
  saga: Saga,
  order: Order,
  failure: Failure,
  standing?: Standing,
): Promise<Turn> {
  const next = await failCheckout(parts, saga, order.id, failure, standing);
  parts.step('failed');
  return { saga: next, next: 'done' };
}

function attemptOf(parts: OrderParts, saga: Saga, order: Order): Attempt {
  const { returnUrl, paymentMethodToken } = saga.payment;
  const path = order.language === 'fr' ? 'commande' : 'en/order';
  return {
    attemptId: derivedId('payment', order.id),
    orderId: order.id,
    description: order.number,
    amountMinor: providerMinor(order),
    currency: order.currency,
    paymentMethodToken: paymentMethodToken ?? '',
    returnUrl: (returnUrl ?? `${parts.shopUrl}/${path}/{orderId}`).replace(
      /\{orderId\}|%7BorderId%7D/i,
      order.id,
    ),
  };
}

/** What is collected is held where it is collected, what goes with another order where that one is packed; what is shipped, wherever Inventory finds it. */
const wantedOf = (order: Order) =>
  remainingLines(order).map(({ productId, quantity }) => ({
    productId,
    quantity,
    ...wantedAt(order),
  }));

function wantedAt({ delivery, addedTo }: Order): { locationId?: string } {
  if (delivery?.method === 'collect') return { locationId: delivery.storeId };
  return addedTo?.locationId ? { locationId: addedTo.locationId } : {};
}

/** What each place has to send is held there and nowhere else: it was told. */
export function heldWhere(order: Order) {
  const products = new Map(order.frozen.lines.map(({ lineId, productId }) => [lineId, productId]));
  return preparationsOf(order).flatMap(({ locationId, lines }) =>
    lines.map(({ lineId, quantity }) => ({ productId: products.get(lineId) ?? '', quantity, locationId })),
  );
}

/** What is collected is never split: it is asked for where it is collected. */
function placesIn(order: Order, held: readonly Held[]): Pick<Order, 'locationId' | 'preparations'> {
  const preparations = sharedOut(remainingLines(order), held);
  const [first] = preparations;
  return {
    locationId: order.delivery?.method === 'collect' ? order.delivery.storeId : (first?.locationId ?? null),
    preparations: preparations.length > 1 ? preparations : null,
  };
}

function shortage(refused: NeighbourRefused): Failure {
  const told = shortOf.safeParse(refused.details);
  const short = told.success
    ? told.data.short.map(({ productId, wanted, available }) => ({ productId, wanted, available }))
    : [];
  return { type: 'short', short };
}
