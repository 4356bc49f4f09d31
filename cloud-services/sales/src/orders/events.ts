/**
 * What a store's record of an order publishes: `preparation.recorded` or `order-return.recorded` for Order, and for what was handed over or
 * came back `stock.moved`. Ids derive from the record's, so a replay makes the same events.
 */
import { appendEvents, derivedId, type NewEvent, type Tx } from '@comptoir/service-kit';
import type {
  OrderReturnRecorded,
  PreparationRecorded,
  StockMoved,
} from '@comptoir/service-kit/events/sales';
import type {
  OrderHandedOverBody,
  OrderPreparedBody,
  OrderPutBackBody,
} from '@comptoir/sync-protocol/records/order-body';
import type { OrderReturnedBody } from '@comptoir/sync-protocol/records/order-return-body';

type Of = Readonly<{ recordId: string; at: string; actor: string | null }>;
type Prepared = Of &
  (
    | Readonly<{ step: 'prepared'; body: OrderPreparedBody }>
    | Readonly<{ step: 'handed-over'; body: OrderHandedOverBody }>
    | Readonly<{ step: 'put-back'; body: OrderPutBackBody }>
  );
type Returned = Of & Readonly<{ step: 'returned'; body: OrderReturnedBody }>;
export type OrderTold = Prepared | Returned;

/** @param nameOf a store as customers know it; asked only of what came back. */
export async function tellOrders(
  tx: Tx,
  orders: readonly OrderTold[],
  nameOf: (storeId: string) => Promise<string>,
): Promise<void> {
  const events: NewEvent[] = [];
  for (const told of orders)
    events.push(
      ...(told.step === 'returned' ? returned(told, await nameOf(told.body.storeId)) : prepared(told)),
    );
  await appendEvents(tx, events);
}

function prepared(told: Prepared): NewEvent[] {
  const { recordId, at, actor, step, body } = told;
  const { orderId, storeId } = body;
  const more =
    step === 'prepared'
      ? { lines: body.lines, ...(body.substitutions && { substitutions: body.substitutions }) }
      : step === 'put-back'
        ? { reason: body.reason }
        : { identity: body.identity };
  const data: PreparationRecorded = { orderId, storeId, recordId, at, by: actor, step, ...more };
  const recorded = event('preparation.recorded', recordId, orderId, data);
  return step === 'handed-over' ? [recorded, ...moved(told, 'sale', body)] : [recorded];
}

function returned(told: Returned, storeName: string): NewEvent[] {
  const { recordId, body } = told;
  const { returnId, orderId, storeId, completedAt: at, cashierId: by, reason, lines } = body;
  const data: OrderReturnRecorded = {
    ...{ returnId, orderId, storeId, storeName, recordId, at, by, reason },
    lines: lines.map(({ position, productId, quantity }) => ({ position, productId, quantity })),
  };
  return [event('order-return.recorded', recordId, orderId, data), ...moved(told, 'return', body)];
}

/** A location's id is its store's. */
function moved(
  { recordId, at }: Of,
  reason: StockMoved['reason'],
  { storeId, stock }: Pick<OrderHandedOverBody, 'storeId' | 'stock'>,
): NewEvent[] {
  const data: StockMoved = { locationId: storeId, recordId, reason, at, movements: stock };
  return stock.length === 0 ? [] : [event('stock.moved', recordId, storeId, data)];
}

const event = (type: string, recordId: string, key: string, data: unknown): NewEvent => ({
  ...{ id: derivedId(type, recordId), type, key, data },
});
