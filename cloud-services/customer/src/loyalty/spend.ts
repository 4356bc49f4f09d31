/**
 * Points that pay. A checkout holds them under its order's id, a till under its payment's, so that nothing spends the same twice; the
 * order's confirmation or the sale takes them, a checkout that fails or a payment that is taken back lets them go. A hold has no end
 * of its own: Order and the stores always tell.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { tellPoints } from '../card/tills.ts';
import { book, type PointsCause } from './ledger.ts';
import { loyaltyOf } from './standing.ts';

type Held = Readonly<{ holdId: string; customerId: string; points: number }>;
type Moved = Readonly<{ purchaseId: string; customerId: string }>;

/** The same hold again is one. @throws Problem 409 `points-short`, `hold-over`; 404 `unknown-customer` for whoever is unknown or erased. */
export async function holdPoints(tx: Tx, { holdId, customerId, points }: Held): Promise<void> {
  await lockActive(tx, customerId);
  const known: { state: string }[] = await tx.query('select state from points_hold where order_id = $1', [
    holdId,
  ]);
  if (known[0]?.state === 'released')
    throw problem(409, 'hold-over', 'These points were let go', 'Pay anew.');
  if (known[0]) return;
  const { points: available } = await loyaltyOf(tx, customerId);
  if (available < points)
    throw problem(409, 'points-short', 'There are not so many points left', 'Use at most what is told.', {
      members: { available: Math.max(0, available) },
    });
  await tx.query('insert into points_hold (order_id, customer_id, points) values ($1, $2, $3)', [
    holdId,
    customerId,
    points,
  ]);
  await tellPoints(tx, customerId);
}

/** Also of a hold that never came, so that one that comes late holds nothing; what was taken stays taken. */
export async function releasePoints(tx: Tx, holdId: string, customerId: string): Promise<void> {
  await tx.query(
    `insert into points_hold as h (order_id, customer_id, points, state) values ($1, $2, 0, 'released')
     on conflict (order_id) do update set state = 'released' where h.state = 'held'`,
    [holdId, customerId],
  );
  await tellPoints(tx, customerId);
}

/** The order or the sale stands: they are spent, whatever has become of the holds. A balance may stand below zero then. */
export async function takePoints(
  tx: Tx,
  {
    purchaseId,
    customerId,
    holds,
  }: Moved & Readonly<{ holds: readonly Readonly<{ spendId: string; points: number }>[] }>,
  cause: Omit<PointsCause, 'reason'>,
): Promise<void> {
  for (const { spendId, points } of holds)
    await tx.query(
      `insert into points_hold (order_id, customer_id, points, state) values ($1, $2, $3, 'taken')
       on conflict (order_id) do update set state = 'taken'`,
      [spendId, customerId, points],
    );
  const spent = holds.reduce((sum, { points }) => sum + points, 0);
  await book(tx, { customerId, purchaseId, points: -spent, earned: 0 }, { ...cause, reason: 'spent' });
}

/** Of an order that is cancelled, or of goods that came back. */
export const giveBackPoints = (
  tx: Tx,
  { purchaseId, customerId, points }: Moved & Readonly<{ points: number }>,
  cause: Omit<PointsCause, 'reason'>,
): Promise<void> =>
  book(tx, { customerId, purchaseId, points, earned: 0 }, { ...cause, reason: 'given-back' });

/** Whoever holds points of a customer waits for whoever does so now. */
async function lockActive(tx: Tx, customerId: string): Promise<void> {
  const rows: unknown[] = await tx.query(
    `select 1 from customer where id = $1 and status = 'active' for update`,
    [customerId],
  );
  if (rows.length === 0)
    throw problem(404, 'unknown-customer', 'No such customer', 'The account may be closed.');
}
