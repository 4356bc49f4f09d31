/** What passes at the gateway. The names are those of Kong’s own Prometheus plugin. */
import type { Board } from '../board.ts';

export const gateway: Board = {
  uid: 'gateway',
  title: 'passerelle / gateway',
  rows: [
    {
      title: 'Passe-t-on ? / Does traffic pass?',
      panels: [
        {
          title: 'Requêtes par service / Requests by service',
          legend: '{{service}}',
          expr: 'service:kong_requests:rate1m',
          unit: 'reqps',
        },
        {
          title: 'Réponses par état / Answers by status',
          legend: '{{code}}',
          expr: 'sum by (code) (rate(kong_http_requests_total[1m]))',
          unit: 'reqps',
        },
        { title: 'p95', legend: '{{service}}', expr: 'service:kong_latency_ms:p95_1m', unit: 'ms' },
      ],
    },
    {
      title: 'Cibles et refus / Targets and refusals',
      panels: [
        {
          title: 'Cibles en santé / Healthy targets',
          legend: '{{upstream}}',
          expr: 'sum by (upstream) (kong_upstream_target_health{state="healthy"})',
          unit: 'short',
        },
        {
          title: 'Réponses de la passerelle même / Answers of the gateway itself',
          legend: '{{source}}',
          expr: 'sum by (source) (rate(kong_http_requests_total[1m]))',
          unit: 'reqps',
        },
        {
          title: 'Erreurs 5xx / 5xx errors',
          legend: '{{service}}',
          expr: 'service:kong_errors:rate1m',
          unit: 'reqps',
        },
      ],
    },
  ],
};
