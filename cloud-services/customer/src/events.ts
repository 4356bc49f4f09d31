/** What Customer reacts to: sales and returns of the tills, orders and refunds of the shop. */

import type { Tx } from '@comptoir/service-kit/db/database';
import { type Consumer, handler } from '@comptoir/service-kit/events/consumer';
import type { EventEnvelope } from '@comptoir/service-kit/events/envelope';
import { orderConfirmed, orderRefunded, orderStatusChanged } from '@comptoir/service-kit/events/order';
import { returnRecorded, type SaleRecorded, saleRecorded } from '@comptoir/service-kit/events/sales';
import { tellPoints } from './card/tills.ts';
import { applyChange, type PurchaseChange } from './history/purchase.ts';
import { type PointsReason, settlePoints } from './loyalty/ledger.ts';
import { countUses } from './loyalty/promotions.ts';
import { giveBackPoints, takePoints } from './loyalty/spend.ts';
import { knownAs } from './proposals/known-as.ts';

type Taxed = Readonly<{ taxes: readonly { amountMinor: number }[] }>;
const taxMinor = ({ taxes }: Taxed) => taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

const causeOf = ({ id, at, correlationId }: EventEnvelope) => ({
  eventId: id,
  at,
  correlationId: correlationId ?? undefined,
});

/** @returns false for whose customer is erased: then nothing is kept. */
async function apply(
  tx: Tx,
  event: EventEnvelope,
  change: PurchaseChange,
  {
    reason = 'purchase',
    uses,
  }: Readonly<{ reason?: PointsReason; uses?: SaleRecorded['promotionUses'] }> = {},
): Promise<boolean> {
  const purchase = await applyChange(tx, change);
  if (purchase === undefined) return false;
  const { id, customer_id: customerId } = purchase;
  if (customerId !== null && uses) await countUses(tx, { id, customerId }, uses);
  const isTold = await settlePoints(tx, purchase, { ...causeOf(event), reason });
  // What earned nothing was bought all the same.
  if (customerId !== null && !isTold) await tellPoints(tx, customerId);
  return true;
}

/** What was paid with points earns none. */
const earningMinor = (goodsMinor: number, points: Readonly<{ amountMinor: number }> | undefined): number =>
  Math.max(0, goodsMinor - (points?.amountMinor ?? 0));

const worthOf = (spent: SaleRecorded['pointsSpent'] = []) => ({
  amountMinor: spent.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
});

const onSales = {
  'sale.recorded': handler(saleRecorded, async (tx, sale, event) => {
    // Most sales of a till are nobody's.
    if (sale.customerId === undefined) return;
    const customerId = await knownAs(tx, sale.customerId);
    const change: PurchaseChange = {
      id: `sale:${sale.saleId}`,
      channel: 'pos',
      customerId,
      number: sale.receiptNumber,
      bought: {
        at: sale.completedAt,
        businessDate: sale.businessDate,
        locationId: sale.storeId,
        currency: sale.currency,
        totalMinor: sale.totalMinor,
        lines: sale.lines,
        goodsMinor: earningMinor(sale.totalMinor - taxMinor(sale), worthOf(sale.pointsSpent)),
      },
    };
    const isKept = await apply(tx, event, change, { uses: sale.promotionUses });
    if (!isKept || !sale.pointsSpent) return;
    await takePoints(tx, { purchaseId: change.id, customerId, holds: sale.pointsSpent }, causeOf(event));
  }),
  'return.recorded': handler(returnRecorded, async (tx, given, event) => {
    // Without its sale, nothing says what points it earned.
    if (given.saleId === null) return;
    const { totalMinor, pointsGivenBack } = given;
    const toldId = given.customerId ?? pointsGivenBack?.customerId;
    const customerId = toldId === undefined ? undefined : await knownAs(tx, toldId);
    const id = `sale:${given.saleId}`;
    const goodsMinor = earningMinor(totalMinor - taxMinor(given), pointsGivenBack);
    const refunded = { amountMinor: totalMinor, goodsMinor, lines: given.lines };
    const isKept = await apply(tx, event, { id, channel: 'pos', customerId, refunded }, { reason: 'return' });
    if (isKept && customerId !== undefined && pointsGivenBack) {
      const { points } = pointsGivenBack;
      await giveBackPoints(tx, { purchaseId: id, customerId, points }, causeOf(event));
    }
  }),
};

const onOrders = {
  'order.confirmed': handler(orderConfirmed, async (tx, order, event) => {
    const { orderId, customerId, pointsSpent } = order;
    if (customerId === null) return;
    const change: PurchaseChange = {
      id: `order:${orderId}`,
      channel: 'web',
      customerId,
      number: order.number,
      bought: {
        at: order.confirmedAt,
        businessDate: order.businessDate,
        locationId: order.locationId,
        currency: order.currency,
        totalMinor: order.totalMinor,
        lines: order.lines,
        goodsMinor: earningMinor(order.totalMinor - taxMinor(order) - order.deliveryMinor, pointsSpent),
      },
    };
    const isKept = await apply(tx, event, change, { uses: order.promotionUses });
    if (isKept && pointsSpent) {
      const holds = [{ spendId: orderId, points: pointsSpent.points }];
      await takePoints(tx, { purchaseId: change.id, customerId, holds }, causeOf(event));
    }
  }),
  'order.status-changed': handler(orderStatusChanged, async (tx, order, event) => {
    if (order.customerId === null) return;
    await apply(tx, event, {
      id: `order:${order.orderId}`,
      channel: 'web',
      customerId: order.customerId,
      number: order.number,
      status: { version: order.version, name: order.to },
    });
  }),
  'order.refunded': handler(orderRefunded, async (tx, refund, event) => {
    const { orderId, customerId, amountMinor, deliveryMinor = 0, pointsGivenBack } = refund;
    if (customerId === null) return;
    // A delivery fee has earned no points, so that none go with it.
    const goodsMinor = earningMinor(amountMinor - taxMinor(refund) - deliveryMinor, pointsGivenBack);
    const isKept = await apply(
      tx,
      event,
      {
        id: `order:${orderId}`,
        channel: 'web',
        customerId,
        number: refund.number,
        refunded: { amountMinor, goodsMinor, lines: refund.lines },
      },
      { reason: 'return' },
    );
    if (isKept && pointsGivenBack) {
      const { points } = pointsGivenBack;
      await giveBackPoints(tx, { purchaseId: `order:${orderId}`, customerId, points }, causeOf(event));
    }
  }),
};

/** @param producers addresses, for what the streams lost. */
export const consumers = (producers: Readonly<{ sales: string; order?: string | undefined }>): Consumer[] => [
  { name: 'customer.sales', stream: 'events.sales', on: onSales, producerUrl: producers.sales },
  {
    name: 'customer.orders',
    stream: 'events.order',
    on: onOrders,
    ...(producers.order === undefined ? {} : { producerUrl: producers.order }),
  },
];
