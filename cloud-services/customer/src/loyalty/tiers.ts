/** Which tier a customer is in: by what they earned within the rules' months, and for a time of grace after. Spending loses no tier. */
import type { EarningRules } from './rules.ts';

export type EarnedEntry = Readonly<{ at: Date; points: number }>;
export type TierStanding = Readonly<{
  tier: string;
  nextTier: Readonly<{ code: string; missingPoints: number }> | null;
  /** The tier is kept by grace alone until then. */
  keptUntil: Date | null;
}>;

/** @param earned since before the rules' months and grace; of rules without months, all that was ever earned, as one entry or as many. */
export function tierAt(rules: EarningRules, earned: readonly EarnedEntry[], now: Date): TierStanding {
  const { tiers, tierMonths, graceMonths } = rules;
  const sumAt = (instant: Date) =>
    Math.max(
      0,
      earned
        .filter(({ at }) => at <= instant && (tierMonths === null || monthsAfter(at, tierMonths) > instant))
        .reduce((sum, { points }) => sum + points, 0),
    );
  const current = sumAt(now);
  const reached = tiers.filter(({ fromPoints }) => fromPoints <= current);
  const nextOf = (count: number) => {
    const next = tiers[count];
    return next ? { code: next.code, missingPoints: Math.max(0, next.fromPoints - current) } : null;
  };
  const own = { tier: reached.at(-1)?.code ?? '', nextTier: nextOf(reached.length), keptUntil: null };
  if (tierMonths === null || graceMonths === 0) return own;
  // Between two of these instants the sum stays as it is.
  const graceFrom = monthsAfter(now, -graceMonths);
  const turns = earned
    .flatMap(({ at }) => [at, monthsAfter(at, tierMonths)])
    .filter((turn) => turn > graceFrom && turn <= now)
    .toSorted((a, b) => a.getTime() - b.getTime());
  const starts = [graceFrom, ...turns];
  const kept = tiers.findLastIndex(({ fromPoints }) => starts.some((start) => sumAt(start) >= fromPoints));
  const held = tiers[kept];
  if (!held || kept < reached.length) return own;
  const lastAt = starts.findLastIndex((start) => sumAt(start) >= held.fromPoints);
  const lostAt = turns[lastAt] ?? now;
  return { tier: held.code, nextTier: nextOf(kept + 1), keptUntil: monthsAfter(lostAt, graceMonths) };
}

/** The same day of another month, or its last one. */
export function monthsAfter(from: Date, months: number): Date {
  const day = from.getUTCDate();
  const there = new Date(from);
  there.setUTCDate(1);
  there.setUTCMonth(there.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 0)).getUTCDate();
  there.setUTCDate(Math.min(day, lastDay));
  return there;
}
