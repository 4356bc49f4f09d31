/**
 * The life of an order, as a total table: every state has a cell for every state, forbidden moves are cells too. Pure.
 * Source: docs, HTTP interface, `PUT /api/v1/orders/{id}/status`.
 */
import type { OrderStatus } from '@comptoir/service-kit/events/order';

export type DeliveryMethod = 'ship' | 'collect';
/** `checkout`: only the checkout itself makes this move, nobody by hand. */
type Move = 'never' | 'checkout' | 'any' | 'ship' | 'collect';

const table: Readonly<Record<OrderStatus, Readonly<Record<OrderStatus, Move>>>> = {
  pending: row({ confirmed: 'checkout', cancelled: 'checkout' }),
  confirmed: row({ preparing: 'any', 'ready-to-collect': 'collect', shipped: 'ship', cancelled: 'any' }),
  preparing: row({ 'ready-to-collect': 'collect', shipped: 'ship', cancelled: 'any' }),
  'ready-to-collect': row({ collected: 'collect', cancelled: 'collect' }),
  shipped: row({ delivered: 'ship', returned: 'ship' }),
  delivered: row({ returned: 'ship' }),
  collected: row({ returned: 'collect' }),
  cancelled: row({}),
  returned: row({}),
};

function row(moves: Partial<Record<OrderStatus, Move>>): Record<OrderStatus, Move> {
  return {
    pending: 'never',
    confirmed: 'never',
    preparing: 'never',
    'ready-to-collect': 'never',
    shipped: 'never',
    delivered: 'never',
    collected: 'never',
    cancelled: 'never',
    returned: 'never',
    ...moves,
  };
}

export const statuses = Object.keys(table) as OrderStatus[];

export function mayMove(from: OrderStatus, to: OrderStatus, method: DeliveryMethod): boolean {
  const move = table[from][to];
  return move === 'any' || move === method;
}

/** Where it may go from here by hand, for screens and refusals. */
export const movesFrom = (from: OrderStatus, method: DeliveryMethod): OrderStatus[] =>
  statuses.filter((to) => mayMove(from, to, method));

/** What a customer may do alone: change their mind before anybody has packed for long. */
export const customerMayCancel = (from: OrderStatus): boolean => from === 'confirmed' || from === 'preparing';

/** The goods leave us: stock moves, and money that was only promised is taken. */
export const isHandOver = (to: OrderStatus): boolean => to === 'shipped' || to === 'collected';

/** All the money that is still ours goes back. */
export const givesMoneyBack = (to: OrderStatus): boolean => to === 'cancelled' || to === 'returned';
