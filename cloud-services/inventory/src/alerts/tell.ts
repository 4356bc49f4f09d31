/** Stores are told of their alerts by the feed `stock-alerts`, as they are every so often; one that is over leaves a tombstone. */
import { insertRows, type Tx, writeFeedRows } from '@comptoir/service-kit';
import type { StockAlert } from '@comptoir/sync-protocol/feeds/stock-rows';
import { listAlerts } from '../store/alerts.ts';
import type { Alert } from './api.ts';

const feed = 'stock-alerts';
/** Beyond it, alerts tell nobody anything; the rest waits for the next time. */
const alertsMax = 20_000;
/** Any number of ours: one instance at a time looks. */
const lock = 727_301;

type Known = Readonly<{ locationId: string; productId: string; kind: Alert['kind']; since: Date }>;

export async function tellAlerts(tx: Tx): Promise<void> {
  const [turn]: { mine: boolean }[] = await tx.query('select pg_try_advisory_xact_lock($1) as mine', [lock]);
  if (!turn?.mine) return;
  const alerts = await listAlerts(tx, { limit: alertsMax });
  const before: Known[] = await tx.query(
    'select location_id as "locationId", product_id as "productId", kind, since from stock_alert',
  );
  const since = new Map(before.map((known) => [keyOf(known), known.since]));
  const now = new Set(alerts.map(keyOf));
  const over = before.filter((known) => !now.has(keyOf(known)));
  const begun = await insertRows<Known>(
    tx,
    'stock_alert',
    { location_id: 'text', product_id: 'text', kind: 'text' },
    alerts.filter((alert) => !since.has(keyOf(alert))).map((a) => [a.locationId, a.productId, a.kind]),
    'returning location_id as "locationId", product_id as "productId", kind, since',
  );
  for (const known of begun) since.set(keyOf(known), known.since);
  await tx.query(
    `delete from stock_alert a using unnest($1::text[], $2::text[], $3::text[]) as o (location_id, product_id, kind)
     where a.location_id = o.location_id and a.product_id = o.product_id and a.kind = o.kind`,
    [over.map((o) => o.locationId), over.map((o) => o.productId), over.map((o) => o.kind)],
  );
  await writeFeedRows(tx, feed, [
    ...over.map((gone) => ({ scope: gone.locationId, key: feedKey(gone), value: null })),
    ...alerts.map((alert) => ({
      scope: alert.locationId,
      key: feedKey(alert),
      value: rowOf(alert, since.get(keyOf(alert)) ?? new Date(alert.asOf)),
    })),
  ]);
}

type Place = Pick<Alert, 'locationId' | 'productId' | 'kind'>;
const keyOf = ({ locationId, productId, kind }: Place) => `${locationId}\n${productId}\n${kind}`;
const feedKey = ({ productId, kind }: Place) => `alert/${productId}/${kind}`;

const rowOf = (
  { kind, productId, onHand, availableToPromise, reorderPoint, suggestion, suggestedCause }: Alert,
  since: Date,
): StockAlert => ({
  ...{ kind, productId, onHand, availableToPromise, threshold: reorderPoint },
  ...(suggestion === null ? {} : { suggestedQuantity: suggestion.quantity }),
  ...(suggestion?.source ? { suggestedSource: suggestion.source } : {}),
  ...(suggestedCause === null ? {} : { suggestedCause }),
  since: since.toISOString(),
});
