/** How many alerts of stock are open, by kind: also of a kind that has none. */
import type { Kit } from '@comptoir/service-kit';
import { readGauge } from '@comptoir/service-kit/metrics/read-gauge';
import { stockAlertKind } from '@comptoir/sync-protocol/feeds/stock-rows';

export const measureAlerts = ({ database, metrics }: Pick<Kit<never>, 'database' | 'metrics'>): void =>
  readGauge(
    metrics,
    { name: 'stock_alerts', help: 'Alerts of stock that are open.', labelNames: ['kind'] },
    async () => {
      const rows = await database.query<{ kind: string; open: number }>(
        'select kind, count(*)::int as open from stock_alert group by kind',
      );
      const open = new Map(rows.map((row) => [row.kind, row.open]));
      return stockAlertKind.options.map((kind) => ({ labels: { kind }, value: open.get(kind) ?? 0 }));
    },
  );
