/** What Order publishes on `events.order`. */
import { derivedId, type NewEvent } from '@comptoir/service-kit';
import type {
  OrderConfirmed,
  OrderDisputeMoved,
  OrderRefunded,
  OrderReturnReceived,
  OrderStatus,
  OrderStatusChanged,
} from '@comptoir/service-kit/events/order';
import { localDay } from '@comptoir/service-kit/local-day';
import type { Dispute } from './payment/provider.ts';
import type { Order } from './store/orders.ts';
import type { Payment, Refund } from './store/payments.ts';

/** How Reporting and whoever else adds up payments know points. */
const pointsTender = 'loyalty-points';

/** What comes back of one order and pays another: both tell it, and it adds up to nothing. */
const exchangeTender = 'exchange';

/** As tills know it, so that books add both up. */
const giftTenderOf = ({ giftCard }: Order): string => giftCard?.kind ?? 'gift-card';

const traced = (correlationId: string | null) => (correlationId === null ? {} : { correlationId });

export function orderConfirmedEvent(
  order: Order,
  payment: Payment | undefined,
  correlationId: string | null,
): NewEvent {
  const { priced, basket, lines, points, reminder } = order.frozen;
  const data: OrderConfirmed = {
    orderId: order.id,
    number: order.number,
    customerId: order.customerId,
    locationId: order.locationId ?? '',
    delivery: order.deliveryMethod,
    businessDate: order.businessDate,
    confirmedAt: (order.confirmedAt ?? new Date()).toISOString(),
    currency: order.currency,
    subtotalMinor: priced.subtotalMinor,
    discountMinor: priced.discountMinor,
    deliveryMinor: priced.deliveryMinor,
    taxes: priced.taxes.map(({ code, rate, baseMinor, amountMinor }) => ({
      code,
      rate,
      baseMinor,
      amountMinor,
    })),
    totalMinor: priced.totalMinor,
    lines: lines.map(({ productId, sku, quantity, unitPriceMinor, amountMinor }) => ({
      productId,
      sku,
      quantity,
      unitPriceMinor,
      amountMinor,
    })),
    payments: [
      ...(payment ? [{ provider: payment.provider, amountMinor: payment.amountMinor }] : []),
      ...(order.giftCard ? [{ provider: giftTenderOf(order), amountMinor: order.giftCard.amountMinor }] : []),
      ...(points ? [{ provider: pointsTender, amountMinor: points.amountMinor }] : []),
    ],
    ...(points ? { pointsSpent: points } : {}),
    ...(priced.promotionUses && { promotionUses: priced.promotionUses }),
    ...(priced.promotions.length > 0
      ? {
          promotionIds: [...new Set(priced.promotions.map(({ promotionId }) => promotionId))],
          discounts: discountsOf(priced.promotions),
        }
      : {}),
    ...(basket.coupons.length > 0 ? { coupons: basket.coupons } : {}),
    ...(reminder ? { cartReminder: reminder } : {}),
  };
  return {
    id: derivedId('order.confirmed', order.id),
    type: 'order.confirmed',
    key: order.id,
    data,
    ...traced(correlationId),
  };
}

/** In the shop nobody takes anything off by hand. */
function discountsOf(promotions: readonly Readonly<{ promotionId: string; amountMinor: number }>[]) {
  const sums = new Map<string, number>();
  for (const { promotionId, amountMinor } of promotions)
    sums.set(promotionId, amountMinor + (sums.get(promotionId) ?? 0));
  return [...sums].map(([promotionId, amountMinor]) => ({ source: `promotion/${promotionId}`, amountMinor }));
}

export function statusChangedEvent(
  order: Order,
  from: OrderStatus,
  reason: string | null,
  at: Date,
  correlationId: string | null,
): NewEvent {
  const data: OrderStatusChanged = {
    orderId: order.id,
    number: order.number,
    customerId: order.customerId,
    version: order.version,
    from,
    to: order.status,
    at: at.toISOString(),
    ...(reason === null ? {} : { reason }),
  };
  const id = derivedId('order.status-changed', order.id, String(order.version));
  return { id, type: 'order.status-changed', key: order.id, data, ...traced(correlationId) };
}

export function orderRefundedEvent(
  order: Order,
  payment: Payment | undefined,
  refund: Pick<
    Refund,
    | 'id'
    | 'amountMinor'
    | 'giftMinor'
    | 'movedMinor'
    | 'points'
    | 'pointsMinor'
    | 'lines'
    | 'taxes'
    | 'deliveryMinor'
    | 'returnCode'
  >,
  at: Date,
  timeZone: string,
): NewEvent {
  const { amountMinor, giftMinor, movedMinor, points, pointsMinor, deliveryMinor, returnCode } = refund;
  const payments = [
    { provider: payment?.provider ?? '', amountMinor: amountMinor - giftMinor - movedMinor - pointsMinor },
    { provider: exchangeTender, amountMinor: movedMinor },
    { provider: giftTenderOf(order), amountMinor: giftMinor },
    { provider: pointsTender, amountMinor: pointsMinor },
  ];
  const data: OrderRefunded = {
    orderId: order.id,
    number: order.number,
    customerId: order.customerId,
    refundId: refund.id,
    locationId: order.locationId ?? '',
    businessDate: localDay(timeZone, at),
    at: at.toISOString(),
    currency: order.currency,
    amountMinor,
    taxes: [...refund.taxes],
    deliveryMinor,
    lines: refund.lines.map(({ productId, sku, quantity, amountMinor }) => ({
      productId,
      sku,
      quantity,
      amountMinor,
    })),
    payments: payments.filter((part) => part.amountMinor > 0),
    ...(points > 0 ? { pointsGivenBack: { points, amountMinor: pointsMinor } } : {}),
    ...(returnCode === null ? {} : { reason: returnCode }),
  };
  return { id: derivedId('order.refunded', refund.id), type: 'order.refunded', key: order.id, data };
}

export function disputeMovedEvent(
  order: Order,
  provider: string,
  { id, state, version }: Pick<Dispute, 'id' | 'state'> & Readonly<{ version: number }>,
  moved: Pick<Dispute, 'withdrawnMinor' | 'feeMinor'>,
  timeZone: string,
): NewEvent {
  const at = new Date();
  const data: OrderDisputeMoved = {
    ...{
      orderId: order.id,
      number: order.number,
      disputeId: id,
      version,
      locationId: order.locationId ?? '',
    },
    ...{ businessDate: localDay(timeZone, at), at: at.toISOString(), currency: order.currency },
    ...{ provider, state, ...moved },
  };
  const eventId = derivedId('order.dispute-moved', id, String(version));
  return { id: eventId, type: 'order.dispute-moved', key: order.id, data };
}

export type SoundLine = OrderReturnReceived['lines'][number];

export function returnReceivedEvent(
  order: Order,
  returnId: string,
  lines: readonly SoundLine[],
  correlationId: string | null,
): NewEvent {
  const data: OrderReturnReceived = {
    ...{ orderId: order.id, number: order.number, returnId, locationId: order.locationId ?? '' },
    ...{ at: new Date().toISOString(), lines: [...lines] },
  };
  const id = derivedId('order.return-received', returnId);
  return { id, type: 'order.return-received', key: order.id, data, ...traced(correlationId) };
}
