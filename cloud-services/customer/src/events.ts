/** What Customer reacts to: sales and returns of the tills, orders and refunds of the shop. */

import type { Tx } from '@comptoir/service-kit/db/database';
import { type Consumer, handler } from '@comptoir/service-kit/events/consumer';
import type { EventEnvelope } from '@comptoir/service-kit/events/envelope';
import { orderConfirmed, orderRefunded, orderStatusChanged } from '@comptoir/service-kit/events/order';
import { returnRecorded, saleRecorded } from '@comptoir/service-kit/events/sales';
import { applyChange, type PurchaseChange } from './history/purchase.ts';
import { type PointsReason, settlePoints } from './loyalty/ledger.ts';

type Taxed = Readonly<{ taxes: readonly { amountMinor: number }[] }>;
const taxMinor = ({ taxes }: Taxed) => taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

async function apply(
  tx: Tx,
  { id, at, correlationId }: EventEnvelope,
  change: PurchaseChange,
  reason: PointsReason = 'purchase',
): Promise<void> {
  const purchase = await applyChange(tx, change);
  if (purchase)
    await settlePoints(tx, purchase, { eventId: id, reason, at, correlationId: correlationId ?? undefined });
}

const onSales = {
  'sale.recorded': handler(saleRecorded, async (tx, sale, event) => {
    // Most sales of a till are nobody's.
    if (sale.customerId === undefined) return;
    await apply(tx, event, {
      id: `sale:${sale.saleId}`,
      channel: 'pos',
      customerId: sale.customerId,
      number: sale.receiptNumber,
      bought: {
        at: sale.completedAt,
        locationId: sale.storeId,
        currency: sale.currency,
        totalMinor: sale.totalMinor,
        lines: sale.lines,
        goodsMinor: sale.totalMinor - taxMinor(sale),
      },
    });
  }),
  'return.recorded': handler(returnRecorded, async (tx, given, event) => {
    // Without its sale, nothing says what points it earned.
    if (given.saleId === null) return;
    await apply(
      tx,
      event,
      {
        id: `sale:${given.saleId}`,
        channel: 'pos',
        customerId: given.customerId,
        refunded: { amountMinor: given.totalMinor, goodsMinor: given.totalMinor - taxMinor(given) },
      },
      'return',
    );
  }),
};

const onOrders = {
  'order.confirmed': handler(orderConfirmed, async (tx, order, event) => {
    if (order.customerId === null) return;
    await apply(tx, event, {
      id: `order:${order.orderId}`,
      channel: 'web',
      customerId: order.customerId,
      number: order.number,
      bought: {
        at: order.confirmedAt,
        locationId: order.locationId,
        currency: order.currency,
        totalMinor: order.totalMinor,
        lines: order.lines,
        goodsMinor: order.totalMinor - taxMinor(order) - order.deliveryMinor,
      },
    });
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
    if (refund.customerId === null) return;
    await apply(
      tx,
      event,
      {
        id: `order:${refund.orderId}`,
        channel: 'web',
        customerId: refund.customerId,
        number: refund.number,
        refunded: { amountMinor: refund.amountMinor, goodsMinor: refund.amountMinor - taxMinor(refund) },
      },
      'return',
    );
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
