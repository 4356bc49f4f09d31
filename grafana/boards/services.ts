/** Rate, errors and duration of each service, by the recording rules that alerts use too. */
import type { Board } from '../board.ts';

export const services: Board = {
  uid: 'services',
  title: 'services (RED)',
  rows: [
    {
      title: 'Services',
      panels: [
        {
          title: 'Requêtes / Requests',
          legend: '{{service}}',
          expr: 'service:http_requests:rate1m',
          unit: 'reqps',
        },
        {
          title: 'Part d’erreurs / Share of errors',
          legend: '{{service}}',
          expr: 'service:http_errors:ratio1m',
          unit: 'percentunit',
        },
        { title: 'p95', legend: '{{service}}', expr: 'service:http_request_seconds:p95_1m', unit: 's' },
      ],
    },
    {
      title: 'Par route / By route',
      panels: [
        {
          title: 'Requêtes par route / Requests by route',
          legend: '{{service}} {{method}} {{route}}',
          expr: 'topk(10, sum by (service, method, route) (rate(http_request_seconds_count{route!~"none|/readyz|/healthz|/metrics"}[1m])))',
          unit: 'reqps',
        },
        {
          title: 'Les plus lentes / Slowest',
          legend: '{{service}} {{route}}',
          expr: 'topk(10, histogram_quantile(0.95, sum by (le, service, route) (rate(http_request_seconds_bucket{route!~"none|/readyz|/healthz|/metrics|/internal/.*"}[1m]))) >= 0)',
          unit: 's',
        },
        {
          title: 'Réponses par état / Answers by status',
          legend: '{{status}}',
          expr: 'sum by (status) (rate(http_request_seconds_count[1m]))',
          unit: 'reqps',
        },
      ],
    },
    {
      title: 'Voisins / Neighbours',
      panels: [
        {
          title: 'Appels à d’autres / Calls to others',
          legend: '{{neighbour}} {{outcome}}',
          expr: 'sum by (neighbour, outcome) (rate(neighbour_calls_total[1m])) or vector(0)',
          unit: 'reqps',
        },
        {
          title: 'Voisins qui ne répondent pas / Neighbours that do not answer',
          legend: '{{neighbour}} {{target}}',
          expr: 'max by (neighbour, target) (neighbour_circuit_open)',
          unit: 'short',
        },
      ],
    },
  ],
};
