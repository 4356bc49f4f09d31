/** What Product tells the house of: rows of the catalogue feed and `product.changed`, in the change's own transaction; and what it follows. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { appendEvents, derivedId } from '@comptoir/service-kit/events/append';
import { type Consumer, handler, handlerOfEach } from '@comptoir/service-kit/events/consumer';
import { stockLevelChanged } from '@comptoir/service-kit/events/inventory';
import { orderConfirmed } from '@comptoir/service-kit/events/order';
import { saleRecorded } from '@comptoir/service-kit/events/sales';
import { writeFeedRows } from '@comptoir/service-kit/feeds/write';
import { takeUses } from './coupons/uses.ts';
import { catalogueFeed, catalogueValueOf, type Product, productChangedOf, productKey } from './product.ts';
import { keepStock } from './stock.ts';

export const eventStream = 'events.product';
const everyone = '*';

/** @param products as they are after the change. */
export async function tellProducts(
  tx: Tx,
  products: readonly Product[],
  correlationId?: string,
): Promise<void> {
  const promoted = await promotedCodes(tx);
  await Promise.all([
    tellOfPromoted(tx, products, promoted),
    appendEvents(
      tx,
      products.map((product) => ({
        id: derivedId('product.changed', product.id, String(product.version)),
        type: 'product.changed',
        key: product.id,
        data: productChangedOf(product),
        ...(correlationId === undefined ? {} : { correlationId }),
      })),
    ),
  ]);
}

/** What sells by the catalogue: a price of a list is nothing that other services are told by an event. */
export async function tellTills(tx: Tx, products: readonly Product[]): Promise<void> {
  await tellOfPromoted(tx, products, await promotedCodes(tx));
}

/** Attributes that promotions ask for. */
async function promotedCodes(tx: Tx): Promise<ReadonlySet<string>> {
  const [, rows] = await Promise.all([
    // No definition changes until this is told: what is told last is what counts.
    tx.query('lock table attribute_definition in share mode'),
    tx.query<{ code: string }[]>('select code from attribute_definition where for_promotions'),
  ]);
  return new Set(rows.map(({ code }) => code));
}

const tellOfPromoted = (tx: Tx, products: readonly Product[], promoted: ReadonlySet<string>): Promise<void> =>
  writeFeedRows(
    tx,
    catalogueFeed,
    products
      .filter(({ isFamily }) => !isFamily)
      .map((product) => ({
        scope: everyone,
        key: productKey(product.id),
        value: catalogueValueOf(product, promoted),
      })),
  );

/** Categories and rules travel on the feed only. */
export const tellCatalogue = (
  tx: Tx,
  rows: readonly Readonly<{ key: string; value: unknown }>[],
): Promise<void> =>
  writeFeedRows(
    tx,
    catalogueFeed,
    rows.map((row) => ({ scope: everyone, ...row })),
  );

type Producers = Readonly<Record<'inventory' | 'order' | 'sales', string | undefined>>;
const whomToAsk = (producerUrl: string | undefined) => (producerUrl === undefined ? {} : { producerUrl });

/** @param producers whom to ask for what a stream lost; without an address, nobody is asked. */
export const consumers = ({ inventory, order, sales }: Producers): Consumer[] => [
  {
    name: 'product.stock',
    stream: 'events.inventory',
    ...whomToAsk(inventory),
    on: { 'stock.level-changed': handlerOfEach(stockLevelChanged, keepStock) },
  },
  {
    name: 'product.sales',
    stream: 'events.sales',
    ...whomToAsk(sales),
    on: {
      'sale.recorded': handler(saleRecorded, (tx, sale) => takeUses(tx, sale, sale.saleId)),
    },
  },
  {
    name: 'product.orders',
    stream: 'events.order',
    ...whomToAsk(order),
    on: {
      'order.confirmed': handler(orderConfirmed, (tx, order) => takeUses(tx, order, order.orderId)),
    },
  },
];
