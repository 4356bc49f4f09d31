/**
 * Points that pay for an order. A checkout holds them under its order's id, so that two carts never spend the same; the
 * order's confirmation takes them, a checkout that fails lets them go. A hold has no end of its own: Order always tells.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { tellPoints } from '../card/tills.ts';
import { book, type PointsCause } from './ledger.ts';
import { loyaltyOf } from './standing.ts';

type Spending = Readonly<{ orderId: string; customerId: string; points: number }>;

/** The same hold again is one. @throws Problem 409 `points-short`, `hold-over`; 404 for whoever is unknown or erased. */
export async function holdPoints(tx: Tx, { orderId, customerId, points }: Spending): Promise<void> {
  await lockActive(tx, customerId);
  const known: { state: string }[] = await tx.query('select state from points_hold where order_id = $1', [
    orderId,
  ]);
  if (known[0]?.state === 'released')
    throw problem(409, 'hold-over', 'These points were let go', 'Check out again.');
  if (known[0]) return;
  const { points: available } = await loyaltyOf(tx, customerId);
  if (available < points)
    throw problem(409, 'points-short', 'There are not so many points left', 'Use at most what is told.', {
      members: { available },
    });
  await tx.query('insert into points_hold (order_id, customer_id, points) values ($1, $2, $3)', [
    orderId,
    customerId,
    points,
  ]);
  await tellPoints(tx, customerId);
}

/** Also of a hold that never came, so that one that comes late holds nothing; what was taken stays taken. */
export async function releasePoints(tx: Tx, orderId: string, customerId: string): Promise<void> {
  await tx.query(
    `insert into points_hold as h (order_id, customer_id, points, state) values ($1, $2, 0, 'released')
     on conflict (order_id) do update set state = 'released' where h.state = 'held'`,
    [orderId, customerId],
  );
  await tellPoints(tx, customerId);
}

/** The order stands: they are spent, whatever has become of the hold. */
export async function takePoints(
  tx: Tx,
  { orderId, customerId, points }: Spending,
  cause: Omit<PointsCause, 'reason'>,
): Promise<void> {
  await tx.query(
    `insert into points_hold (order_id, customer_id, points, state) values ($1, $2, $3, 'taken')
     on conflict (order_id) do update set state = 'taken'`,
    [orderId, customerId, points],
  );
  await book(
    tx,
    { customerId, purchaseId: `order:${orderId}`, points: -points, earned: 0 },
    { ...cause, reason: 'spent' },
  );
}

/** Of an order that is cancelled, or refunded in part. */
export const giveBackPoints = (
  tx: Tx,
  { orderId, customerId, points }: Spending,
  cause: Omit<PointsCause, 'reason'>,
): Promise<void> =>
  book(
    tx,
    { customerId, purchaseId: `order:${orderId}`, points, earned: 0 },
    { ...cause, reason: 'given-back' },
  );

/** Whoever holds points of a customer waits for whoever does so now. */
async function lockActive(tx: Tx, customerId: string): Promise<void> {
  const rows: unknown[] = await tx.query(
    `select 1 from customer where id = $1 and status = 'active' for update`,
    [customerId],
  );
  if (rows.length === 0) throw notFound('customer');
}
