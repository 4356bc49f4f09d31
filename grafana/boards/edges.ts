/** Stores as the cloud hears them, and the edge that Prometheus reaches. */
import { type Board, p95 } from '../board.ts';

export const edges: Board = {
  uid: 'edges',
  title: 'magasins / stores',
  rows: [
    {
      title: 'Vus du nuage / As the cloud sees them',
      panels: [
        {
          title: 'Depuis le dernier signe / Since last heard',
          legend: '{{store}}',
          expr: 'max by (store) (edge_silent_seconds)',
          unit: 's',
        },
        {
          title: 'Inscriptions non remises / Records not sent',
          legend: '{{store}}',
          expr: 'max by (store) (edge_unsent_records)',
          unit: 'short',
        },
        {
          title: 'Versions',
          legend: '{{version}}',
          expr: 'count by (version) (max by (store, version) (edge_agent_info))',
          unit: 'short',
        },
      ],
    },
    {
      title: 'Au magasin / In the store',
      panels: [
        {
          title: 'Ventes non remises / Unsent sales',
          legend: '{{store}}',
          expr: 'sum by (store) (comptoir_edge_unsent_sales)',
          unit: 'short',
        },
        {
          title: 'p95 d’une vente / p95 of a sale',
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
        {
          title: 'Plus vieille demande au siège / Oldest errand to head office',
          legend: '{{store}}',
          expr: 'max by (store) (comptoir_edge_errand_oldest_seconds)',
          unit: 's',
        },
      ],
    },
    {
      title: 'Synchronisation / Sync',
      panels: [
        {
          title: 'Flux suivis / Feeds followed',
          legend: '{{store}} {{feed}}',
          expr: 'max by (store, feed) (comptoir_edge_feed_live)',
          unit: 'short',
        },
        {
          title: 'Rangées corrigées / Rows mended',
          legend: '{{store}} {{feed}}',
          expr: 'sum by (store, feed) (comptoir_edge_feed_rows_mended)',
          unit: 'short',
        },
        {
          title: 'Disque libre / Disk free',
          legend: '{{store}}',
          expr: 'min by (store) (comptoir_edge_disk_free_bytes)',
          unit: 'bytes',
        },
      ],
    },
  ],
};
