/** Carts and checkouts: what goes through, and what waits for somebody. */
import type { Board } from '../board.ts';

export const orders: Board = {
  uid: 'orders',
  title: 'commandes / orders',
  rows: [
    {
      title: 'Paniers / Carts',
      panels: [
        {
          title: 'Paniers modifiés / Carts changed',
          legend: '{{outcome}}',
          expr: 'sum by (outcome) (rate(cart_changes_total[1m]))',
          unit: 'ops',
        },
        {
          title: 'Passages à la caisse, 5 min / Checkouts, 5 min',
          legend: 'order',
          expr: 'sum(increase(order_checkouts_total[5m])) or vector(0)',
          unit: 'short',
        },
      ],
    },
    {
      title: 'Ce qui attend / What waits',
      panels: [
        {
          title: 'Commandes inachevées / Unfinished checkouts',
          legend: 'order',
          expr: 'max(order_sagas_unfinished)',
          unit: 'short',
        },
        {
          title: 'La plus en retard / Most overdue',
          legend: 'order',
          expr: 'max(order_saga_late_seconds)',
          unit: 's',
        },
        {
          title: 'À voir par quelqu’un / For a person to look at',
          legend: 'order',
          expr: 'max(order_needs_a_person)',
          unit: 'short',
        },
      ],
    },
  ],
};
