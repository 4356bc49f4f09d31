/** Points as a ledger: a balance is the sum of entries, and each entry says which event made it. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { appendEvent, derivedId } from '@comptoir/service-kit/events/append';
import type { PointsChanged } from '@comptoir/service-kit/events/customer';
import { z } from 'zod';
import { tellPoints } from '../card/tills.ts';
import type { PurchaseRow } from '../history/purchase.ts';
import type { Asked } from '../store/customers.ts';
import { rulesInForce } from './load-rules.ts';
import { pointsFor, tierOf } from './rules.ts';

export const pointsReason = z.enum(['purchase', 'return', 'spent', 'given-back']);
export type PointsReason = z.infer<typeof pointsReason>;

/** The event that moves points. */
export type PointsCause = Readonly<{
  eventId: string;
  reason: PointsReason;
  at: string;
  correlationId?: string | undefined;
}>;

/**
 * Brings a purchase's points to what it earns now: the same end, whatever the order in which its events came.
 * @returns whether that changed something, and the tills were told.
 */
export async function settlePoints(tx: Tx, purchase: PurchaseRow, cause: PointsCause): Promise<boolean> {
  const { id, customer_id: customerId, points: before } = purchase;
  if (customerId === null) return false;
  const points = pointsFor(rulesInForce, Number(purchase.bought_minor), Number(purchase.returned_minor));
  const difference = points - before;
  if (difference === 0) return false;
  await tx.query('update purchase set points = $2 where id = $1', [id, points]);
  await book(tx, { customerId, purchaseId: id, points: difference, earned: difference }, cause);
  return true;
}

/** An entry and its account. `earned` makes the tier: what is spent, or given back of it, does not change it. */
export async function book(
  tx: Tx,
  moved: Readonly<{ customerId: string; purchaseId: string; points: number; earned: number }>,
  { eventId, reason, at, correlationId }: PointsCause,
): Promise<void> {
  const { customerId, purchaseId, points, earned } = moved;
  await tx.query(
    'insert into points_entry (id, customer_id, points, reason, purchase_id, at) values ($1, $2, $3, $4, $5, $6)',
    [derivedId('points', eventId, reason), customerId, points, reason, purchaseId, at],
  );
  const rows: { balance: number; earned: number; version: number }[] = await tx.query(
    `insert into loyalty_account as a (customer_id, balance, earned, version) values ($1, $2, $3, 1)
     on conflict (customer_id) do update set balance = a.balance + $2, earned = a.earned + $3, version = a.version + 1
     returning balance, earned, version`,
    [customerId, points, earned],
  );
  const [account] = rows;
  if (!account) throw new Error('an account that was written is gone');
  const { balance, version } = account;
  const data: PointsChanged = {
    customerId,
    version,
    balance,
    tier: tierOf(rulesInForce, account.earned).tier,
  };
  await appendEvent(tx, {
    id: derivedId('points.changed', customerId, String(version)),
    type: 'points.changed',
    key: customerId,
    data,
    ...(correlationId === undefined ? {} : { correlationId }),
  });
  await tellPoints(tx, customerId);
}

/** What was bought under a number that a till gave to somebody who had one already: theirs, with its points. */
export async function takeOver(
  tx: Tx,
  from: string,
  to: string,
  cause: Omit<PointsCause, 'reason'>,
): Promise<void> {
  await tx.query('update purchase set customer_id = $2 where customer_id = $1', [from, to]);
  await tx.query('update promotion_use set customer_id = $2 where customer_id = $1', [from, to]);
  const entries: { id: string; points: number; purchase_id: string }[] = await tx.query(
    'select id, points, purchase_id from points_entry where customer_id = $1 order by at, id',
    [from],
  );
  for (const { id, points, purchase_id: purchaseId } of entries)
    await book(
      tx,
      { customerId: to, purchaseId, points, earned: points },
      { ...cause, eventId: `taken-over/${id}`, reason: 'purchase' },
    );
  await tx.query('delete from points_entry where customer_id = $1', [from]);
  await tx.query('delete from loyalty_account where customer_id = $1', [from]);
  await tellPoints(tx, to);
}

export async function listEntries(asked: Asked, customerId: string, limit: number) {
  const rows = (await asked.query(
    `select e.points, e.reason, e.at, p.number, p.channel from points_entry e left join purchase p on p.id = e.purchase_id
     where e.customer_id = $1 order by e.at desc, e.id desc limit $2`,
    [customerId, limit],
  )) as {
    points: number;
    reason: PointsReason;
    at: Date;
    number: string | null;
    channel: 'web' | 'pos' | null;
  }[];
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
