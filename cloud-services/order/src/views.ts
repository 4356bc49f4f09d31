/** Orders as they are told. */

import { decimal, sumOfLine } from './aftercare/removed.ts';
import type { CheckoutAnswer, OrderView, Timeline } from './api.ts';
import { returnNumber } from './papers/return-label.ts';
import { movesFrom } from './states.ts';
import { historyOf, type Order } from './store/orders.ts';
import { paymentOf, type Refund, refundsOf } from './store/payments.ts';
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
  reason,
  state,
  lines,
  at,
}: Refund): OrderView['refunds'][number] => ({
  id,
  amountMinor,
  points: points > 0 ? { points, amountMinor: pointsMinor } : null,
  reason,
  state,
  lines: lines.map(({ lineId, quantity, amountMinor: ofLine }) => ({
    lineId,
    quantity,
    amountMinor: ofLine,
  })),
  at: at.toISOString(),
});

export const returnViewOf = ({ id, state, lines, reason, at }: Return): OrderView['returns'][number] => ({
  ...{ id, number: returnNumber(id), state, reason, at: at.toISOString() },
  lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
});

/** @param to who reads it: what staff wrote about a move or a refund is theirs. */
export async function orderViewOf(
  database: Reader,
  order: Order,
  to: 'staff' | 'customer' | 'link',
): Promise<OrderView> {
  const told = (reason: string | null) => (to === 'staff' ? reason : null);
  // One after the other: a transaction has one connection.
  const saga = await findSaga(database, order.id);
  const payment = await paymentOf(database, order.id);
  const refunds = await refundsOf(database, order.id);
  const history = await historyOf(database, order.id);
  const returns = await returnsOf(database, order.id);
  const { priced, lines } = order.frozen;
  const back = refunds.filter(({ state }) => state !== 'failed').flatMap((refund) => refund.lines);
  return {
    id: order.id,
    number: order.number,
    version: order.version,
    channel: 'web',
    status: order.status,
    checkout: checkoutOf[saga?.state ?? 'failed'],
    failure: saga?.failure ?? null,
    createdAt: order.createdAt.toISOString(),
    confirmedAt: order.confirmedAt?.toISOString() ?? null,
    language: order.language,
    currency: order.currency,
    customerId: order.customerId,
    contact: order.contact,
    delivery: order.delivery,
    deliveryMethod: order.deliveryMethod,
    billing: order.billing,
    locationId: order.locationId,
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
      };
    }),
    totals: {
      subtotalMinor: priced.subtotalMinor,
      discountMinor: priced.discountMinor,
      deliveryMinor: priced.deliveryMinor,
      taxes: priced.taxes,
      totalMinor: priced.totalMinor,
      points: order.frozen.points ?? null,
      capturedMinor: payment?.capturedMinor ?? 0,
      refundedMinor: payment?.refundedMinor ?? 0,
    },
    payments: payment
      ? [
          {
            provider: payment.provider,
            state: payment.state,
            amountMinor: payment.amountMinor,
            capturedMinor: payment.capturedMinor,
            refundedMinor: payment.refundedMinor,
          },
        ]
      : [],
    refunds: refunds.map((refund) => ({ ...refundViewOf(refund), reason: told(refund.reason) })),
    returns: returns.map(returnViewOf),
    shipments: [...order.shipments],
    history: history.map(({ status, at, reason }) => ({
      status,
      at: at.toISOString(),
      reason: told(reason),
    })),
    moves: movesFrom(order.status, order.deliveryMethod),
  };
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
