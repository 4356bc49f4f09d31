/** What the dashboard shows: one row of panels a question, each with its PromQL. */
export interface Panel {
  readonly title: string;
  /** Label of each line, in Grafana's braces. */
  readonly legend: string;
  readonly expr: string;
  /** Grafana's name of the unit. */
  readonly unit: 'reqps' | 's' | 'ms' | 'short' | 'bytes' | 'percentunit';
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const p95 = (histogram: string, by: string) =>
  `histogram_quantile(0.95, sum by (le, ${by}) (rate(${histogram}_bucket[1m])))`;

export const rows: readonly Row[] = [
  {
    title: 'Boutiques et siège: passe-t-on ? / Does traffic pass?',
    panels: [
      {
        title: 'Requêtes par service / Requests by service',
        legend: '{{service}}',
        expr: 'sum by (service) (rate(kong_http_requests_total[1m]))',
        unit: 'reqps',
      },
      {
        title: 'Réponses par état / Answers by status',
        legend: '{{code}}',
        expr: 'sum by (code) (rate(kong_http_requests_total[1m]))',
        unit: 'reqps',
      },
      {
        title: 'p95 à la passerelle / p95 at the gateway',
        legend: '{{service}}',
        expr: p95('kong_request_latency_ms', 'service'),
        unit: 'ms',
      },
      {
        title: 'Cibles en santé / Healthy targets',
        legend: '{{upstream}}',
        expr: 'sum by (upstream) (kong_upstream_target_health{state="healthy"})',
        unit: 'short',
      },
    ],
  },
  {
    title: 'Services',
    panels: [
      {
        title: 'p95 par service / p95 by service',
        legend: '{{service}}',
        expr: p95('http_request_seconds', 'service'),
        unit: 's',
      },
      {
        title: 'Paniers modifiés / Carts changed',
        legend: '{{outcome}}',
        expr: 'sum by (outcome) (rate(cart_changes_total[1m]))',
        unit: 'reqps',
      },
      {
        title: 'Événements appliqués / Events applied',
        legend: '{{consumer}}',
        expr: 'sum by (consumer) (rate(events_applied_total[1m]))',
        unit: 'reqps',
      },
      {
        title: 'Commandes inachevées / Unfinished checkouts',
        legend: 'order',
        expr: 'sum(order_sagas_unfinished)',
        unit: 'short',
      },
    ],
  },
  {
    title: 'Ce qui attend / What waits',
    panels: [
      {
        // 1: nobody is called there just now, since calls failed.
        title: 'Voisins qui ne répondent pas / Neighbours that do not answer',
        legend: '{{neighbour}} {{target}}',
        expr: 'max by (neighbour, target) (neighbour_circuit_open)',
        unit: 'short',
      },
      {
        title: 'Courriels et textos en attente / Mails and SMS waiting',
        legend: '{{channel}}',
        expr: 'sum by (channel) (notifications_waiting)',
        unit: 'short',
      },
      {
        title: 'À voir par quelqu’un / For a person to look at',
        legend: 'order',
        expr: 'sum(order_needs_a_person)',
        unit: 'short',
      },
    ],
  },
  {
    title: 'Magasins / Stores',
    panels: [
      {
        title: 'Ventes non remises / Unsent sales',
        legend: '{{store}}',
        expr: 'sum by (store) (comptoir_edge_unsent_sales)',
        unit: 'short',
      },
      {
        title: 'p95 d’une vente au magasin / p95 of a sale at the store',
        legend: '{{store}}',
        expr: p95('comptoir_edge_sale_commit_seconds', 'store'),
        unit: 's',
      },
      {
        title: 'Impressions en attente / Prints waiting',
        legend: '{{store}}',
        expr: 'sum by (store) (comptoir_edge_prints_waiting)',
        unit: 'short',
      },
    ],
  },
  {
    title: 'Processus / Processes',
    panels: [
      {
        title: 'Mémoire / Memory',
        legend: '{{instance_name}}',
        expr: 'sum by (instance_name) (process_resident_memory_bytes)',
        unit: 'bytes',
      },
      {
        title: 'Processeur / Processor',
        legend: '{{instance_name}}',
        expr: 'sum by (instance_name) (rate(process_cpu_seconds_total[1m]))',
        unit: 'percentunit',
      },
      {
        title: 'Retard de la boucle / Event loop lag',
        legend: '{{instance_name}}',
        expr: 'max by (instance_name) (nodejs_eventloop_lag_p99_seconds)',
        unit: 's',
      },
      { title: 'Vivants / Alive', legend: '{{instance_name}}', expr: 'up', unit: 'short' },
    ],
  },
];
