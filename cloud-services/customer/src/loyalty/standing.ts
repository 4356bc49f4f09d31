/** Where a customer stands: points and tier. */
import type { Asked } from '../store/customers.ts';
import { paying } from './load-rules.ts';
import { rulesAt } from './rule-versions.ts';
import type { EarningRules } from './rules.ts';
import { type EarnedEntry, monthsAfter, type TierStanding, tierAt } from './tiers.ts';

/** `points` are those that may be spent now: what a checkout in progress holds is not among them. */
export async function loyaltyOf(asked: Asked, customerId: string, now = new Date()) {
  const rows = (await asked.query(
    `select coalesce(sum(balance), 0)::int - (select coalesce(sum(points), 0)::int from points_hold
       where customer_id = $1 and state = 'held') as points, coalesce(sum(earned), 0)::int as earned,
       min(expires_at) as expires_at
     from loyalty_account where customer_id = $1`,
    [customerId],
  )) as { points: number; earned: number; expires_at: Date | null }[];
  const { points, earned, expires_at: expiresAt } = rows[0] ?? { points: 0, earned: 0, expires_at: null };
  const worthMinor = Math.max(0, points) * paying.pointMinor;
  const { rules } = await rulesAt(asked, now);
  return { points, worthMinor, earned, expiresAt, ...(await tierOf(asked, rules, customerId, earned, now)) };
}

async function tierOf(
  asked: Asked,
  rules: EarningRules,
  customerId: string,
  earnedEver: number,
  now: Date,
): Promise<TierStanding> {
  const { tierMonths, graceMonths } = rules;
  if (tierMonths === null) return tierAt(rules, [{ at: new Date(0), points: earnedEver }], now);
  const earned = (await asked.query(
    `select at, points from points_entry where customer_id = $1 and reason in ('purchase', 'return') and at > $2`,
    [customerId, monthsAfter(now, -(tierMonths + graceMonths + 1))],
  )) as EarnedEntry[];
  return tierAt(rules, earned, now);
}

export async function loyaltyView(asked: Asked, customerId: string) {
  const { expiresAt, keptUntil, ...loyalty } = await loyaltyOf(asked, customerId);
  return {
    ...loyalty,
    keptUntil: keptUntil?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
