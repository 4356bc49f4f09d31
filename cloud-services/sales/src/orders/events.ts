/**
 * What a store's record of an order publishes: `preparation.recorded` for Order, and for what was handed over `stock.moved`. Ids derive
 * from the record's, so a replay makes the same events.
 */
import { appendEvents, derivedId, type NewEvent, type Tx } from '@comptoir/service-kit';
import type { PreparationRecorded, StockMoved } from '@comptoir/service-kit/events/sales';
import type {
  OrderHandedOverBody,
  OrderPreparedBody,
  OrderPutBackBody,
} from '@comptoir/sync-protocol/records/order-body';

export type OrderTold = Readonly<{ recordId: string; at: string; actor: string | null }> &
  (
    | Readonly<{ step: 'prepared'; body: OrderPreparedBody }>
    | Readonly<{ step: 'handed-over'; body: OrderHandedOverBody }>
    | Readonly<{ step: 'put-back'; body: OrderPutBackBody }>
  );

export const tellOrders = (tx: Tx, orders: readonly OrderTold[]): Promise<void> =>
  appendEvents(tx, orders.flatMap(eventsOf));

function eventsOf(told: OrderTold): NewEvent[] {
  const { recordId, at, actor, step, body } = told;
  const { orderId, storeId } = body;
  const more =
    step === 'prepared'
      ? { lines: body.lines, ...(body.substitutions && { substitutions: body.substitutions }) }
      : step === 'put-back'
        ? { reason: body.reason }
        : { identity: body.identity };
  const data: PreparationRecorded = { orderId, storeId, recordId, at, by: actor, step, ...more };
  const recorded = {
    id: derivedId('preparation.recorded', recordId),
    type: 'preparation.recorded',
    key: orderId,
    data,
  };
  if (step !== 'handed-over' || body.stock.length === 0) return [recorded];
  // A location's id is its store's.
  const moved: StockMoved = { locationId: storeId, recordId, reason: 'sale', at, movements: body.stock };
  return [
    recorded,
    { id: derivedId('stock.moved', recordId), type: 'stock.moved', key: storeId, data: moved },
  ];
}
