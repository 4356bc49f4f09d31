/** Orders as they are told. */

import { returnNumber } from '@comptoir/sync-protocol/ids/return-number';
import { decimal, sumOfLine } from './aftercare/removed.ts';
import { isHandedOver, returnDayAhead } from './aftercare/return-days.ts';
import type { CheckoutAnswer, OrderView, Timeline } from './api.ts';
import { type Beside, exchangeIn } from './gift-card.ts';
import { partMoves } from './preparations/move-by-hand.ts';
import type { Preparation } from './preparations/preparation.ts';
import { isPartlyShipped, isSplit, parcelOf, preparationsOf, toCome } from './preparations/preparations.ts';
import { movesFrom } from './states.ts';
import { disputesOf, type KeptDispute } from './store/disputes.ts';
import { followOnsOf, historyOf, type Order } from './store/orders.ts';
import { type Parcel, parcelsOf } from './store/parcels.ts';
import { type Payment, paymentOf, type Refund, refundsOf } from './store/payments.ts';
import type { Reader } from './store/reader.ts';
import { type Return, returnsOf } from './store/returns.ts';
import { findSaga, type SagaState } from './store/sagas.ts';
import { timelineRows } from './store/timeline.ts';

const checkoutOf: Readonly<Record<SagaState, OrderView['checkout']>> = {
  reserving: 'processing',
  authorising: 'processing',
  holding: 'processing',
  'awaiting-action': 'requires_action',
  confirmed: 'confirmed',
  failed: 'failed',
};

export const refundViewOf = ({
  id,
  amountMinor,
  points,
  pointsMinor,
  giftMinor,
  movedMinor,
  reason,
  state,
  lines,
  at,
}: Refund): OrderView['refunds'][number] => ({
  id,
  amountMinor,
  points: points > 0 ? { points, amountMinor: pointsMinor } : null,
  giftMinor,
  movedMinor,
  reason,
  state,
  lines: lines.map(({ lineId, quantity, amountMinor: ofLine }) => ({
    lineId,
    quantity,
    amountMinor: ofLine,
  })),
  at: at.toISOString(),
});

export const returnViewOf = ({
  id,
  state,
  lines,
  code,
  reason,
  at,
  store,
  excess,
}: Return): OrderView['returns'][number] => ({
  ...{ id, number: returnNumber(id), state, code, reason, at: at.toISOString(), store },
  lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
  excess: [...excess],
});

export const parcelViewOf = (parcel: Parcel): OrderView['parcels'][number] => {
  const { id, state, returnId, locationId, service, weightGrams } = parcel;
  const { trackingNumber, trackingUrl, priceMinor, scans } = parcel;
  return {
    ...{
      id,
      locationId,
      state,
      isReturn: returnId !== null,
      service,
      weightGrams,
      trackingNumber,
      trackingUrl,
      priceMinor,
    },
    scans: scans.map(({ status, at, place }) => ({ status, at: new Date(at).toISOString(), place })),
  };
};

const disputeViewOf = ({
  answerBy,
  openedAt,
  orderId: _orderId,
  version: _version,
  ...told
}: KeptDispute): OrderView['disputes'][number] => ({
  ...told,
  answerBy: answerBy?.toISOString() ?? null,
  openedAt: openedAt.toISOString(),
});

const preparationViewOf = (
  order: Order,
  all: readonly Preparation[],
  one: Preparation,
): OrderView['preparations'][number] => ({
  locationId: one.locationId,
  state: one.state,
  lines: one.lines.map(({ lineId, quantity }) => ({
    ...{ lineId, quantity },
    missingQuantity: decimal(sumOfLine(one.missing ?? [], lineId)),
  })),
  parcel: parcelOf(all, one.locationId),
  moves: isSplit(order) && order.review !== 'open' ? partMoves(one) : [],
});

/** @param to who reads it: what staff wrote about a move or a refund is theirs. */
export async function orderViewOf(
  database: Reader,
  order: Order,
  to: 'staff' | 'customer' | 'link',
  timeZone: string,
): Promise<OrderView> {
  const told = (reason: string | null) => (to === 'staff' ? reason : null);
  // One after the other: a transaction has one connection.
  const saga = await findSaga(database, order.id);
  const payment = await paymentOf(database, order.id);
  const refunds = await refundsOf(database, order.id);
  const history = await historyOf(database, order.id);
  const returns = await returnsOf(database, order.id);
  const parcels = await parcelsOf(database, order.id);
  const disputes = to === 'staff' ? await disputesOf(database, order.id) : [];
  const followOns = await followOnsOf(database, order.id);
  const exchange = exchangeIn(order.giftCard);
  const payments = paymentsOf(order, payment, refunds);
  const { priced, lines } = order.frozen;
  const preparations = preparationsOf(order);
  const waiting = toCome(preparations);
  const back = refunds.filter(({ state }) => state !== 'failed').flatMap((refund) => refund.lines);
  return {
    id: order.id,
    number: order.number,
    version: order.version,
    channel: 'web',
    status: order.status,
    checkout: checkoutOf[saga?.state ?? 'failed'],
    failure: saga?.failure ?? null,
    review: order.review,
    risk: to === 'staff' && order.risk ? { reasons: [...order.risk.reasons], facts: order.risk.facts } : null,
    createdAt: order.createdAt.toISOString(),
    confirmedAt: order.confirmedAt?.toISOString() ?? null,
    language: order.language,
    currency: order.currency,
    customerId: order.customerId,
    contact: order.contact,
    delivery: order.delivery,
    deliveryMethod: order.deliveryMethod,
    arrivesOn: order.frozen.shipping?.arrivesOn ?? null,
    billing: order.billing,
    locationId: order.locationId,
    preparations: preparations.map((one) => preparationViewOf(order, preparations, one)),
    isPartlyShipped: isPartlyShipped(preparations),
    returnableUntil: isHandedOver(order.status) ? returnDayAhead(history, timeZone, new Date()) : null,
    collectCode: order.collectCode,
    lines: lines.map((line) => {
      const own = priced.lines.find(({ id }) => id === line.lineId);
      return {
        lineId: line.lineId,
        productId: line.productId,
        sku: line.sku,
        name: line.names,
        soldBy: line.soldBy,
        quantity: line.quantity,
        unitPriceMinor: line.unitPriceMinor,
        amountMinor: line.amountMinor,
        discounts: own?.discounts ?? [],
        taxes: own?.taxes ?? [],
        refundedQuantity: decimal(sumOfLine(back, line.lineId)),
        removedQuantity: decimal(sumOfLine(order.removed, line.lineId)),
        toComeQuantity: decimal(sumOfLine(waiting, line.lineId)),
      };
    }),
    totals: {
      subtotalMinor: priced.subtotalMinor,
      discountMinor: priced.discountMinor,
      deliveryMinor: priced.deliveryMinor,
      taxes: priced.taxes,
      totalMinor: priced.totalMinor,
      points: order.frozen.points ?? null,
      giftCard: order.giftCard && giftShown(order.giftCard),
      capturedMinor: payments.reduce((sum, { capturedMinor }) => sum + capturedMinor, 0),
      refundedMinor: payments.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0),
    },
    payments,
    refunds: refunds.map((refund) => ({ ...refundViewOf(refund), reason: told(refund.reason) })),
    disputes: disputes.map(disputeViewOf),
    returns: returns.map((one) => ({
      ...returnViewOf(one),
      ...(to === 'staff' ? {} : { excess: [] }),
    })),
    shipments: [...order.shipments],
    parcels: parcels.map((parcel) => ({
      ...parcelViewOf(parcel),
      ...(to === 'staff' ? {} : { priceMinor: null }),
    })),
    history: history.map(({ status, at, reason }) => ({
      status,
      at: at.toISOString(),
      reason: told(reason),
    })),
    addedTo: order.addedTo && { orderId: order.addedTo.orderId, number: order.addedTo.number },
    followOns,
    waitsForReturn: exchange?.isWaiting ? returnNumber(exchange.returnId) : null,
    moves: movesFrom(order.status, order.deliveryMethod).filter(
      (to) => (order.review !== 'open' && !exchange?.isWaiting) || to === 'cancelled',
    ),
  };
}

/** Of an exchange, the number of the order that its goods come back of. */
const giftShown = (beside: Beside) => ({
  kind: beside.kind,
  last4: beside.kind === 'exchange' ? beside.number : beside.last4,
  amountMinor: beside.amountMinor,
});

/** A gift card is spent once the order stands, whenever the provider's money is taken. */
function paymentsOf(
  { giftCard, confirmedAt, status }: Order,
  payment: Payment | undefined,
  refunds: readonly Refund[],
): OrderView['payments'] {
  const isSpent = confirmedAt !== null;
  const letGo = status === 'cancelled' && payment !== undefined && payment.state !== 'captured';
  const back = refunds.reduce((sum, { state, giftMinor }) => sum + (state === 'done' ? giftMinor : 0), 0);
  return [
    ...(payment
      ? [
          {
            provider: payment.provider,
            state: payment.state,
            amountMinor: payment.amountMinor,
            capturedMinor: payment.capturedMinor,
            refundedMinor: payment.refundedMinor,
          },
        ]
      : []),
    ...(giftCard
      ? [
          {
            provider: giftCard.kind ?? 'gift-card',
            state: letGo ? 'cancelled' : isSpent ? 'captured' : 'intended',
            amountMinor: giftCard.amountMinor,
            capturedMinor: isSpent && !letGo ? giftCard.amountMinor : 0,
            refundedMinor: back,
          },
        ]
      : []),
  ];
}

/** For staff. */
export async function timelineOf(database: Reader, order: Order): Promise<Timeline> {
  const saga = await findSaga(database, order.id);
  const rows = await timelineRows(database, order);
  return {
    checkout: {
      state: saga?.state ?? 'failed',
      begunAt: order.createdAt.toISOString(),
      tries: saga?.tries ?? 0,
      correlationId: saga?.correlationId ?? null,
    },
    items: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  };
}

/** What a checkout has come to; undefined: it failed, see the saga's `failure`. */
export function checkoutAnswerOf(
  order: Order,
  state: SagaState,
  action: Readonly<{ url: string }> | null,
): CheckoutAnswer | undefined {
  const common = { orderId: order.id, number: order.number, accessToken: order.accessToken };
  if (state === 'failed') return undefined;
  if (state === 'confirmed') return { ...common, status: 'confirmed' };
  if (state === 'awaiting-action' && action)
    return { ...common, status: 'requires_action', action: { type: 'redirect', url: action.url } };
  return { ...common, status: 'processing' };
}
