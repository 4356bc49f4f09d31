/** What a sale publishes: `sale.recorded` and `stock.moved`. Ids derive from the record's, so a replay makes the same events. */
import { derivedId, type NewEvent } from '@comptoir/service-kit';
import { saleRecorded, stockMoved, type Told } from './sale.ts';

export function eventsOf(told: Told, registerId: string): NewEvent[] {
  const { recordId, sale, traceparent = null } = told;
  const event = (type: string, data: unknown): NewEvent => ({
    id: derivedId(type, recordId),
    type,
    key: sale.storeId,
    data,
    traceparent,
  });
  const recorded = event('sale.recorded', saleRecorded(told, registerId));
  return sale.stock.length === 0 ? [recorded] : [recorded, event('stock.moved', stockMoved(told))];
}
