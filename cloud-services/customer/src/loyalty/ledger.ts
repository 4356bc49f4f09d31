/** Points as a ledger: a balance is the sum of entries, and each entry says which event made it. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { appendEvent, derivedId } from '@comptoir/service-kit/events/append';
import type { PointsChanged } from '@comptoir/service-kit/events/customer';
import { z } from 'zod';
import { tellPoints } from '../card/tills.ts';
import type { PurchaseRow } from '../history/purchase.ts';
import type { Asked } from '../store/customers.ts';
import { withCategories } from './categories.ts';
import { differenceOf, type Parts, pointsOf, sumOf } from './earn.ts';
import { rulesAt, ruleVersions } from './rule-versions.ts';
import type { Bonus } from './rules.ts';
import { loyaltyOf } from './standing.ts';

export const pointsReason = z.enum(['purchase', 'return', 'spent', 'given-back', 'expired']);
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
  const { id, customer_id: customerId } = purchase;
  // What came back before the purchase itself was heard of is settled with it.
  if (customerId === null || purchase.at === null) return false;
  const { version, rules } = await rulesAt(tx, purchase.at);
  const tier = purchase.tier ?? (await loyaltyOf(tx, customerId)).tier;
  const lines = await withCategories(tx, purchase);
  const parts = pointsOf(rules, {
    ...{ lines, tier, returned: purchase.returned_lines },
    boughtMinor: Number(purchase.bought_minor),
    returnedMinor: Number(purchase.returned_minor),
    businessDate: purchase.business_date ?? purchase.at.toISOString().slice(0, 10),
  });
  // Points of a purchase of before there were parts were its base.
  const before = purchase.points_parts ?? (purchase.points === 0 ? {} : { base: purchase.points });
  const changed = differenceOf(parts, before);
  const categories = Object.fromEntries(lines.map((line) => [line.productId, line.categories]));
  await tx.query(
    'update purchase set points = $2, points_parts = $3::jsonb, tier = $4, line_categories = $5::jsonb where id = $1',
    [id, sumOf(parts), JSON.stringify(parts), tier, JSON.stringify(categories)],
  );
  if (Object.keys(changed).length === 0) return false;
  const points = sumOf(changed);
  await book(
    tx,
    { customerId, purchaseId: id, points, earned: points, byRules: { version, parts: changed } },
    cause,
  );
  return true;
}

type Moved = Readonly<{
  customerId: string;
  purchaseId: string | null;
  points: number;
  earned: number;
  /** Which rules gave or took them, of which version. */
  byRules?: Readonly<{ version: number; parts: Parts }>;
}>;

/** An entry and its account. `earned` makes the tier: what is spent, or given back of it, does not change it. */
export async function book(
  tx: Tx,
  moved: Moved,
  { eventId, reason, at, correlationId }: PointsCause,
): Promise<void> {
  const { customerId, purchaseId, points, earned, byRules } = moved;
  await tx.query(
    `insert into points_entry (id, customer_id, points, reason, purchase_id, at, by_rules)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
    [
      ...[derivedId('points', eventId, reason), customerId, points, reason, purchaseId, at],
      byRules ? JSON.stringify(byRules) : null,
    ],
  );
  // Whoever earns or spends is not inactive: what was to end does not.
  const rows: Account[] = await tx.query(
    `insert into loyalty_account as a (customer_id, balance, earned, version, active_at) values ($1, $2, $3, 1, $4)
     on conflict (customer_id) do update set balance = a.balance + $2, earned = a.earned + $3, version = a.version + 1,
       active_at = greatest(a.active_at, excluded.active_at), expires_at = null
     returning balance, version`,
    [customerId, points, earned, at],
  );
  const [account] = rows;
  if (!account) throw new Error('an account that was written is gone');
  await tellStanding(tx, customerId, account, correlationId);
}

type Account = { balance: number; version: number };

/** The house and the tills. */
export async function tellStanding(
  tx: Tx,
  customerId: string,
  { balance, version }: Account,
  correlationId?: string,
): Promise<void> {
  const { tier } = await loyaltyOf(tx, customerId);
  await tx.query('update loyalty_account set told_tier = $2 where customer_id = $1', [customerId, tier]);
  const data: PointsChanged = { customerId, version, balance, tier };
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
  const entries: {
    id: string;
    points: number;
    purchase_id: string;
    by_rules: NonNullable<Moved['byRules']> | null;
  }[] = await tx.query(
    'select id, points, purchase_id, by_rules from points_entry where customer_id = $1 order by at, id',
    [from],
  );
  for (const { id, points, purchase_id: purchaseId, by_rules: byRules } of entries)
    await book(
      tx,
      { customerId: to, purchaseId, points, earned: points, ...(byRules ? { byRules } : {}) },
      { ...cause, eventId: `taken-over/${id}`, reason: 'purchase' },
    );
  await tx.query('delete from points_entry where customer_id = $1', [from]);
  await tx.query('delete from loyalty_account where customer_id = $1', [from]);
  await tellPoints(tx, to);
}

export async function listEntries(asked: Asked, customerId: string, limit: number) {
  const rows = (await asked.query(
    `select e.points, e.reason, e.at, e.by_rules, p.number, p.channel
     from points_entry e left join purchase p on p.id = e.purchase_id
     where e.customer_id = $1 order by e.at desc, e.id desc limit $2`,
    [customerId, limit],
  )) as {
    points: number;
    reason: PointsReason;
    at: Date;
    by_rules: { version: number; parts: Parts } | null;
    number: string | null;
    channel: 'web' | 'pos' | null;
  }[];
  const names = await bonusNames(asked);
  return rows.map(({ by_rules: byRules, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    rules: Object.entries(byRules?.parts ?? {}).map(([rule, points]) => ({
      ...{ rule, points, version: byRules?.version ?? 0 },
      name: names.get(rule) ?? null,
    })),
  }));
}

/** What bonuses are called, or were: the newest name. */
async function bonusNames(asked: Asked): Promise<ReadonlyMap<string, Bonus['name']>> {
  const oldestFirst = (await ruleVersions(asked)).toReversed();
  return new Map(
    oldestFirst.flatMap(({ rules }) => rules.bonuses.map(({ id, name }) => [id, name] as const)),
  );
}
