/** What each event comes to in facts. Pure: live, and in the thread of a rebuild. */
import type { EventEnvelope } from '@comptoir/service-kit/events/envelope';
import { orderConfirmed, orderRefunded } from '@comptoir/service-kit/events/order';
import { actRecorded, returnRecorded, saleRecorded } from '@comptoir/service-kit/events/sales';
import { z } from 'zod';
import type { Facts } from '../store/record.ts';
import { actOf, overridesOf } from './act.ts';
import { documentOfOrder, documentOfRefund, documentOfReturn, documentOfSale } from './document.ts';

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
