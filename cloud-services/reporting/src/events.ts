/** What Reporting reacts to. Each effect commutes: facts add up in any order, of names and stock the newest stays. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { type Consumer, handler, handlerOfEach } from '@comptoir/service-kit/events/consumer';
import { cartReminded } from '@comptoir/service-kit/events/customer';
import type { EventEnvelope } from '@comptoir/service-kit/events/envelope';
import { productCostChanged, stockLevelChanged } from '@comptoir/service-kit/events/inventory';
import { orderConfirmed, orderDisputeMoved } from '@comptoir/service-kit/events/order';
import { locationChanged, tillCounted } from '@comptoir/service-kit/events/sales';
import { keepDisputeMove } from './accounting/disputes.ts';
import { keepTillCount } from './alerts/points/tills.ts';
import { type FactSources, factSources, factsOf } from './facts/sources.ts';
import { keepReminded, keepReminderOrder } from './reports/cart-reminders.ts';
import { keepCost, keepLocation, keepStock } from './store/names.ts';
import { holdFacts, recordFacts } from './store/record.ts';

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
      'stock.level-changed': handlerOfEach(stockLevelChanged, keepStock),
      'product.cost-changed': handler(productCostChanged, keepCost),
    },
  },
];
