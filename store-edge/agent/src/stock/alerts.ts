/** What head office finds low or odd on this store's shelf; beside it what is there now, since the feed is some minutes old. */
import type { StockAlertKind } from '@comptoir/sync-protocol/feeds/stock-rows';
import { fromE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { AlertsAnswer } from './api.ts';
import type { StoreStock } from './store-stock.ts';

const gravestFirst: readonly StockAlertKind[] = [
  'negative',
  'out',
  'low',
  'discrepancy',
  'ageing',
  'overstock',
];

export function alertsOf({
  replica,
  stock,
}: Readonly<{ replica: Replica; stock: StoreStock }>): AlertsAnswer {
  const items = replica.stockAlerts().map((alert) => {
    const { name = null, sku = '' } = replica.product(alert.productId) ?? {};
    return { ...alert, name, sku, onHandNow: fromE4(stock.onHandE4(alert.productId)) };
  });
  return {
    items: items.sort(
      (a, b) => gravestFirst.indexOf(a.kind) - gravestFirst.indexOf(b.kind) || (a.since < b.since ? -1 : 1),
    ),
    asOf: replica.feed('stock-alerts')?.asOf ?? null,
  };
}
