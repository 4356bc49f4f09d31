/** What Inventory reacts to. Each effect commutes: movements add up in any order, an older name never replaces a newer one. */
import { type Consumer, handler } from '@comptoir/service-kit';
import { orderReturnReceived } from '@comptoir/service-kit/events/order';
import { productChanged } from '@comptoir/service-kit/events/product';
import { locationChanged, stockMoved } from '@comptoir/service-kit/events/sales';
import {
  stockReceived,
  transferReceived,
  transferRequested,
  transferShipped,
} from '@comptoir/service-kit/events/store-stock';
import { restock } from './enter-movements.ts';
import { storeReceivedGoods } from './purchasing/from-store.ts';
import { movementsOfStore } from './stock.ts';
import { applyMovements } from './store/ledger.ts';
import { keepLocation, keepProductName } from './store/names.ts';
import { storeReceived, storeRequested, storeShipped } from './transfers/from-store.ts';

export const consumers = (
  addresses: Readonly<{ salesUrl: string; productUrl?: string; orderUrl?: string }>,
): Consumer[] => [
  {
    name: 'inventory.stock',
    stream: 'events.sales',
    producerUrl: addresses.salesUrl,
    on: {
      'stock.moved': handler(
        stockMoved,
        async (tx, moved) => void (await applyMovements(tx, movementsOfStore(moved, moved.reason))),
      ),
      'stock.received': handler(stockReceived, storeReceivedGoods),
      'transfer.requested': handler(transferRequested, storeRequested),
      'transfer.shipped': handler(transferShipped, storeShipped),
      'transfer.received': handler(transferReceived, storeReceived),
      'location.changed': handler(locationChanged, keepLocation),
    },
  },
  {
    name: 'inventory.orders',
    stream: 'events.order',
    ...(addresses.orderUrl ? { producerUrl: addresses.orderUrl } : {}),
    on: { 'order.return-received': handler(orderReturnReceived, restock) },
  },
  {
    name: 'inventory.names',
    stream: 'events.product',
    ...(addresses.productUrl ? { producerUrl: addresses.productUrl } : {}),
    on: { 'product.changed': handler(productChanged, keepProductName) },
  },
];
