/** PostgreSQL and Redis as the services see them: no exporter of theirs is run. */
import type { Board } from '../board.ts';

export const resources: Board = {
  uid: 'resources',
  title: 'PostgreSQL et/and Redis',
  rows: [
    {
      title: 'Joignables ? / Reachable?',
      panels: [
        {
          title: 'Répondent / Answer',
          legend: '{{instance_name}} {{dependency}}',
          expr: 'dependency_up',
          unit: 'short',
        },
        {
          title: 'Temps de réponse / Time to answer',
          legend: '{{dependency}}',
          expr: 'max by (dependency) (dependency_ping_seconds)',
          unit: 's',
        },
      ],
    },
    {
      title: 'PostgreSQL',
      panels: [
        {
          title: 'Connexions / Connections',
          legend: '{{instance_name}} {{state}}',
          expr: 'sum by (instance_name, state) (database_connections)',
          unit: 'short',
        },
        {
          title: 'Transactions',
          legend: '{{service}}',
          expr: 'max by (service) (rate(database_commits[1m]))',
          unit: 'ops',
        },
        {
          title: 'Annulées et interblocages / Rolled back and deadlocks',
          legend: '{{service}}',
          expr: 'max by (service) (rate(database_rollbacks[1m])) + max by (service) (rate(database_deadlocks[1m]))',
          unit: 'ops',
        },
        {
          title: 'Taille / Size',
          legend: '{{service}}',
          expr: 'max by (service) (database_size_bytes)',
          unit: 'bytes',
        },
      ],
    },
    {
      title: 'Redis',
      panels: [
        { title: 'Mémoire / Memory', legend: 'Redis', expr: 'max(redis_memory_bytes)', unit: 'bytes' },
        {
          title: 'Commandes / Commands',
          legend: 'Redis',
          expr: 'max(redis_commands_per_second)',
          unit: 'ops',
        },
        { title: 'Clients', legend: 'Redis', expr: 'max(redis_clients)', unit: 'short' },
        {
          title: 'Paniers à écrire en base / Carts to write to PostgreSQL',
          legend: 'cart',
          expr: 'max(cart_behind)',
          unit: 'short',
        },
        {
          title: 'Paniers dont le Redis ne répond pas / Carts whose Redis is away',
          legend: '{{service}}',
          // Without a cluster there is none to be away.
          expr: 'max by (service) (redis_cluster_away_ratio) or label_replace(vector(0), "service", "cart", "", "")',
          unit: 'percentunit',
        },
      ],
    },
  ],
};
