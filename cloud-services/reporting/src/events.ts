/** What Reporting reacts to. Each effect commutes: facts add up in any order, of names and stock the newest stays. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { type Consumer, handler } from '@comptoir/service-kit/events/consumer';
import { productCostChanged, stockLevelChanged } from '@comptoir/service-kit/events/inventory';
import { orderConfirmed, orderRefunded } from '@comptoir/service-kit/events/order';
import { locationChanged, returnRecorded, saleRecorded } from '@comptoir/service-kit/events/sales';
import type { z } from 'zod';
import {
  documentOfOrder,
  documentOfRefund,
  documentOfReturn,
  documentOfSale,
  type FactDocument,
} from './facts/document.ts';
import { keepCost, keepLocation, keepStock } from './store/names.ts';
import { holdFacts, recordDocuments } from './store/record.ts';

type FactSource = Readonly<{ schema: z.ZodType; documentOf: (data: never) => FactDocument }>;
const source = <S extends z.ZodType>(
  schema: S,
  documentOf: (data: z.infer<S>) => FactDocument,
): FactSource => ({
  schema,
  documentOf,
});

/** The events that are facts, by producer: they are told live, and read again from zero by a rebuild. */
export const factSources = {
  sales: {
    'sale.recorded': source(saleRecorded, documentOfSale),
    'return.recorded': source(returnRecorded, documentOfReturn),
  },
  order: {
    'order.confirmed': source(orderConfirmed, documentOfOrder),
    'order.refunded': source(orderRefunded, documentOfRefund),
  },
} as const satisfies Record<string, Record<string, FactSource>>;

const factHandlers = (sources: Readonly<Record<string, FactSource>>) =>
  Object.fromEntries(
    Object.entries(sources).map(([type, { schema, documentOf }]) => [
      type,
      handler(schema, async (tx: Tx, data) => {
        await holdFacts(tx);
        await recordDocuments(tx, [documentOf(data as never)]);
      }),
    ]),
  );

export type Addresses = Readonly<{ sales: string; order?: string; inventory?: string }>;

export const consumers = ({ sales, order, inventory }: Addresses): Consumer[] => [
  {
    name: 'reporting.sales',
    stream: 'events.sales',
    producerUrl: sales,
    on: { ...factHandlers(factSources.sales), 'location.changed': handler(locationChanged, keepLocation) },
  },
  {
    name: 'reporting.orders',
    stream: 'events.order',
    ...(order ? { producerUrl: order } : {}),
    on: factHandlers(factSources.order),
  },
  {
    name: 'reporting.stock',
    stream: 'events.inventory',
    ...(inventory ? { producerUrl: inventory } : {}),
    on: {
      'stock.level-changed': handler(stockLevelChanged, keepStock),
      'product.cost-changed': handler(productCostChanged, keepCost),
    },
  },
];
