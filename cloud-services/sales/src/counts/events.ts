/** What a committed count publishes: `stock.moved` by its differences. The id derives from the record's, so a replay makes the same event. */
import { appendEvents, derivedId, type Tx } from '@comptoir/service-kit';
import type { StockMoved } from '@comptoir/service-kit/events/sales';
import type { CountCommittedBody } from '@comptoir/sync-protocol/records/kinds';

export type CountTold = Readonly<{ recordId: string; count: CountCommittedBody }>;

export const tellCounts = (tx: Tx, counts: readonly CountTold[]): Promise<void> =>
  appendEvents(
    tx,
    counts
      .filter(({ count }) => count.stock.length > 0)
      .map(({ recordId, count }) => ({
        id: derivedId('stock.moved', recordId),
        type: 'stock.moved',
        key: count.storeId,
        data: corrected(recordId, count),
      })),
  );

/** A location's id is its store's. */
const corrected = (recordId: string, { storeId, committedAt, stock }: CountCommittedBody): StockMoved => ({
  locationId: storeId,
  recordId,
  reason: 'count-correction',
  at: committedAt,
  movements: stock,
});
