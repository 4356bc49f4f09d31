/** What records of stock publish. An event's id derives from its record's, so a replay makes the same event. */
import { appendEvents, derivedId, type NewEvent, type Tx } from '@comptoir/service-kit';
import type { StockMoved } from '@comptoir/service-kit/events/sales';
import type {
  StockReceived,
  TransferReceived,
  TransferRequested,
  TransferShipped,
} from '@comptoir/service-kit/events/store-stock';
import { isLoss } from '@comptoir/sync-protocol/records/stock-body';
import type { RecordedStock } from './index.ts';

export const tellStock = (tx: Tx, told: readonly RecordedStock[]): Promise<void> =>
  appendEvents(tx, told.flatMap(eventsOf));

/** A location's id is its store's. What moved nothing, and has no document, is not told. */
function eventsOf(told: RecordedStock): NewEvent[] {
  const { recordId, body } = told;
  const event = (type: string, data: unknown): NewEvent[] => [
    { id: derivedId(type, recordId), type, key: body.storeId, data },
  ];
  switch (told.kind) {
    case 'count.committed': {
      const { storeId, committedAt, stock, lines } = told.body;
      const why = new Map(lines.map(({ productId, reason }) => [productId, reason]));
      const byReason = new Map<StockMoved['reason'], StockMoved['movements']>();
      for (const movement of stock) {
        const said = why.get(movement.productId);
        const reason = said && isLoss(said) ? said : 'count-correction';
        byReason.set(reason, [...(byReason.get(reason) ?? []), movement]);
      }
      return [...byReason].map(([reason, movements]) => ({
        // The event of a count's plain corrections is the one that it was before there were reasons.
        id: derivedId('stock.moved', recordId, ...(reason === 'count-correction' ? [] : [reason])),
        ...{ type: 'stock.moved', key: storeId },
        data: { recordId, locationId: storeId, at: committedAt, reason, movements } satisfies StockMoved,
      }));
    }
    case 'stock.adjusted': {
      const { storeId, reason, movements } = told.body;
      const moved = { recordId, locationId: storeId, at: told.at, reason, movements };
      return event('stock.moved', moved satisfies StockMoved);
    }
    case 'stock.received':
      return event(told.kind, { recordId, at: told.at, ...told.body } satisfies StockReceived);
    case 'transfer.requested':
      return event(told.kind, {
        recordId,
        at: told.at,
        movements: [],
        ...told.body,
      } satisfies TransferRequested);
    case 'transfer.shipped':
      return event(told.kind, { recordId, at: told.at, ...told.body } satisfies TransferShipped);
    case 'transfer.received':
      return event(told.kind, { recordId, at: told.at, ...told.body } satisfies TransferReceived);
  }
}
