/** What a purchase earns: the same for an order and for a sale at a till, and the same whatever the order in which its events come. */
import type { Bonus, EarningRules } from './rules.ts';

export type EarningPurchase = Readonly<{
  /** Goods before tax that money paid, in minor units. */
  boughtMinor: number;
  /** Of them, what came back. */
  returnedMinor: number;
  /** What each line came to, what of its product came back, and its category with all above it. */
  lines: readonly Readonly<{ productId: string; amountMinor: number; categories: readonly string[] }>[];
  returned: Readonly<Record<string, number>>;
  /** The tier that stood when it was first heard of. */
  tier: string;
  businessDate: string;
}>;

/** Points by the rule that gives them; `base` is what every purchase earns. */
export type Parts = Readonly<Record<string, number>>;

const minorPerUnit = 100;

/** Begun units earn nothing, and what came back whole leaves nothing, whatever else was refunded with it. */
export function pointsOf(rules: EarningRules, purchase: EarningPurchase): Parts {
  const keptMinor = Math.max(0, purchase.boughtMinor - purchase.returnedMinor);
  const earned: [string, number][] = [['base', units(keptMinor) * rules.pointsPerUnit]];
  for (const bonus of rules.bonuses)
    if (isFor(bonus, purchase))
      earned.push([bonus.id, units(shareOf(bonus, purchase, keptMinor)) * bonus.extraPerUnit]);
  return Object.fromEntries(earned.filter(([, points]) => points !== 0));
}

export const sumOf = (parts: Parts): number => Object.values(parts).reduce((sum, points) => sum + points, 0);

/** What has to be added, rule by rule, to come from one to the other. */
export function differenceOf(after: Parts, before: Parts): Parts {
  const rules = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const differences = rules.map((rule): [string, number] => [rule, (after[rule] ?? 0) - (before[rule] ?? 0)]);
  return Object.fromEntries(differences.filter(([, points]) => points !== 0));
}

const units = (minor: number) => Math.floor(minor / minorPerUnit);

const isFor = ({ tiers, from, until }: Bonus, { tier, businessDate }: EarningPurchase): boolean =>
  (tiers === undefined || tiers.includes(tier)) &&
  (from === undefined || from <= businessDate) &&
  (until === undefined || businessDate <= until);

/** Of what money paid and what was kept, the part of the bonus's categories, as the lines that were kept divide it. */
function shareOf({ categories }: Bonus, { lines, returned }: EarningPurchase, keptMinor: number): number {
  if (categories === undefined) return keptMinor;
  const left = new Map(Object.entries(returned));
  let [all, ofThem] = [0, 0];
  for (const line of lines) {
    const back = Math.min(line.amountMinor, left.get(line.productId) ?? 0);
    left.set(line.productId, (left.get(line.productId) ?? 0) - back);
    all += line.amountMinor - back;
    if (categories.some((id) => line.categories.includes(id))) ofThem += line.amountMinor - back;
  }
  return all <= 0 ? 0 : Number((BigInt(keptMinor) * BigInt(Math.max(0, ofThem))) / BigInt(all));
}
