/** What Reporting reacts to. Each effect commutes: facts add up in any order, of names and stock the newest stays. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { type Consumer, handler } from '@comptoir/service-kit/events/consumer';
import { cartReminded } from '@comptoir/service-kit/events/customer';
import type { EventEnvelope } from '@comptoir/service-kit/events/envelope';
import { productCostChanged, stockLevelChanged } from '@comptoir/service-kit/events/inventory';
import { orderConfirmed, orderDisputeMoved, orderRefunded } from '@comptoir/service-kit/events/order';
import {
  actRecorded,
  locationChanged,
  returnRecorded,
  saleRecorded,
  tillCounted,
} from '@comptoir/service-kit/events/sales';
import { z } from 'zod';
import { keepDisputeMove } from './accounting/disputes.ts';
import { keepTillCount } from './alerts/points/tills.ts';
import { actOf, overridesOf } from './facts/act.ts';
import { documentOfOrder, documentOfRefund, documentOfReturn, documentOfSale } from './facts/document.ts';
import { keepReminded, keepReminderOrder } from './reports/cart-reminders.ts';
import { keepCost, keepLocation, keepStock } from './store/names.ts';
import { type Facts, holdFacts, recordFacts } from './store/record.ts';

type FactSource = (data: unknown) => Partial<Facts>;
const source = <S extends z.ZodType>(
  schema: S,
  factsOf: (data: z.infer<S>) => Partial<Facts>,
): FactSource => {
  // A rebuild reads millions.
  const compiled = z.compile(schema);
  return (data) => factsOf(compiled.parse(data));
};

/** The events that are facts, by producer: they are told live, and read again from zero by a rebuild. */
export const factSources = {
  sales: {
    'sale.recorded': source(saleRecorded, (sale) => ({
      documents: [documentOfSale(sale)],
      acts: overridesOf(sale),
    })),
    'return.recorded': source(returnRecorded, (given) => ({ documents: [documentOfReturn(given)] })),
    'act.recorded': source(actRecorded, (told) => ({ acts: [actOf(told)] })),
  },
  order: {
    'order.confirmed': source(orderConfirmed, (order) => ({ documents: [documentOfOrder(order)] })),
    'order.refunded': source(orderRefunded, (refund) => ({ documents: [documentOfRefund(refund)] })),
  },
} as const satisfies Record<string, FactSources>;
export type FactSources = Readonly<Record<string, FactSource>>;

/** @throws ZodError when an event is not what its type says, Error when its currency is not ours. */
export function factsOf(
  sources: FactSources,
  events: readonly Pick<EventEnvelope, 'type' | 'data'>[],
): Facts {
  const found = events.flatMap(({ type, data }) => sources[type]?.(data) ?? []);
  return {
    documents: found.flatMap(({ documents = [] }) => documents),
    acts: found.flatMap(({ acts = [] }) => acts),
  };
}

/** A batch at once: a statement for two hundred sales costs little more than one for a single sale. */
const applyFacts = (sources: FactSources) => async (tx: Tx, events: readonly EventEnvelope[]) => {
  const facts = factsOf(sources, events);
  if (facts.documents.length + facts.acts.length === 0) return;
  await holdFacts(tx);
  await recordFacts(tx, facts);
};

export type Addresses = Readonly<{ sales: string; order?: string; inventory?: string; customer?: string }>;

export const consumers = ({ sales, order, inventory, customer }: Addresses): Consumer[] => [
  {
    name: 'reporting.sales',
    stream: 'events.sales',
    producerUrl: sales,
    on: {
      'location.changed': handler(locationChanged, keepLocation),
      'till.counted': handler(tillCounted, keepTillCount),
    },
    together: applyFacts(factSources.sales),
  },
  {
    name: 'reporting.orders',
    stream: 'events.order',
    ...(order ? { producerUrl: order } : {}),
    on: {
      'order.dispute-moved': handler(orderDisputeMoved, keepDisputeMove),
      'order.confirmed': handler(orderConfirmed, keepReminderOrder),
    },
    together: applyFacts(factSources.order),
  },
  {
    name: 'reporting.letters',
    stream: 'events.customer',
    ...(customer ? { producerUrl: customer } : {}),
    on: { 'customer.cart-reminded': handler(cartReminded, keepReminded) },
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
