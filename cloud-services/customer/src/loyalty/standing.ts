/** Where a customer stands: points and tier. */
import type { Asked } from '../store/customers.ts';
import { rulesInForce } from './load-rules.ts';
import { tierOf } from './rules.ts';

/** `points` are those that may be spent now: what a checkout in progress holds is not among them. */
export async function loyaltyOf(asked: Asked, customerId: string) {
  const rows = (await asked.query(
    `select coalesce(sum(balance), 0)::int - (select coalesce(sum(points), 0)::int from points_hold
       where customer_id = $1 and state = 'held') as points, coalesce(sum(earned), 0)::int as earned
     from loyalty_account where customer_id = $1`,
    [customerId],
  )) as { points: number; earned: number }[];
  const { points, earned } = rows[0] ?? { points: 0, earned: 0 };
  const worthMinor = Math.max(0, points) * rulesInForce.pointMinor;
  return { points, worthMinor, earned, ...tierOf(rulesInForce, earned) };
}
