/** What is sold, given back and missing, from the events that Reporting counts. */
import type { Board } from '../board.ts';

export const business: Board = {
  uid: 'business',
  title: 'affaires / business',
  rows: [
    {
      title: 'Ventes / Sales',
      panels: [
        {
          title: 'Ventes par minute / Sales per minute',
          legend: '{{type}}',
          expr: 'sum by (type) (rate(events_applied_total{consumer=~"reporting.*", type=~"sale.recorded|order.confirmed"}[5m])) * 60 or label_replace(vector(0), "type", "sale.recorded", "", "")',
          unit: 'short',
        },
        {
          title: 'Retours et remboursements par minute / Returns and refunds per minute',
          legend: '{{type}}',
          expr: 'sum by (type) (rate(events_applied_total{consumer=~"reporting.*", type=~"return.recorded|order.refunded"}[5m])) * 60 or label_replace(vector(0), "type", "return.recorded", "", "")',
          unit: 'short',
        },
      ],
    },
    {
      title: 'Stock et fraîcheur / Stock and freshness',
      panels: [
        {
          title: 'Alertes de stock / Stock alerts',
          legend: '{{kind}}',
          expr: 'max by (kind) (stock_alerts)',
          unit: 'short',
        },
        {
          title: 'Événements non comptés / Events not counted yet',
          legend: '{{consumer}}',
          expr: 'max by (consumer) (events_waiting{consumer=~"reporting.*"})',
          unit: 'short',
        },
      ],
    },
    {
      title: 'Concordance / Reconciliation',
      panels: [
        {
          title: 'Écart avec les registres / Off from the ledgers',
          legend: '{{ledger}}',
          expr: 'max by (ledger) (reporting_reconciliation_difference_minor)',
          unit: 'short',
        },
        {
          title: 'Depuis la dernière comparaison / Since last compared',
          legend: 'reporting',
          expr: 'max(reporting_reconciliation_age_seconds) or vector(0)',
          unit: 's',
        },
      ],
    },
  ],
};
