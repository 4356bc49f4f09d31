/** What people do to a store's shelf beside selling, as the journal hands it over. */
import type { BodyOf, RecordKind } from '@comptoir/sync-protocol/records/kinds';

const stockKinds = [
  'count.committed',
  'stock.adjusted',
  'stock.received',
  'transfer.requested',
  'transfer.shipped',
  'transfer.received',
] as const satisfies readonly RecordKind[];
export type StockKind = (typeof stockKinds)[number];

export const isStockKind = (kind: string): kind is StockKind =>
  (stockKinds as readonly string[]).includes(kind);

/** With the record that told of it. */
export type RecordedStock = {
  [K in StockKind]: Readonly<{ recordId: string; at: string; kind: K; body: BodyOf<K> }>;
}[StockKind];
