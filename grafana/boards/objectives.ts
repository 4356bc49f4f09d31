/** How fast the error budgets burn: 1 is just as fast as they may. */
import type { Board } from '../board.ts';

export const objectives: Board = {
  uid: 'objectives',
  title: 'objectifs / objectives',
  rows: [
    {
      title: 'Disponibilité 99,9 % / Availability 99.9 %',
      panels: [
        {
          title: 'Épuisement du budget / Burn rate',
          legend: '{{window}}',
          expr: 'slo:availability:error_ratio / 0.001',
          unit: 'short',
        },
        {
          title: 'Part d’erreurs / Share of errors',
          legend: '{{window}}',
          expr: 'slo:availability:error_ratio',
          unit: 'percentunit',
        },
      ],
    },
    {
      title: '99 % en 250 ms / 99 % within 250 ms',
      panels: [
        {
          title: 'Épuisement du budget / Burn rate',
          legend: '{{window}}',
          expr: 'slo:latency:error_ratio / 0.01',
          unit: 'short',
        },
        {
          title: 'Part de réponses lentes / Share of slow answers',
          legend: '{{window}}',
          expr: 'slo:latency:error_ratio',
          unit: 'percentunit',
        },
      ],
    },
    {
      title: 'Alertes / Alerts',
      panels: [
        {
          title: 'Qui sonnent, ou vont sonner / Ringing, or about to',
          legend: '{{alertname}} {{alertstate}}',
          expr: 'count by (alertname, alertstate) (ALERTS) or vector(0)',
          unit: 'short',
        },
      ],
    },
  ],
};
