/** What a purchase earns, and which tier that makes. Pure; the rules are data. */
import { z } from 'zod';

export const loyaltyRules = z
  .strictObject({
    /** Points for each whole unit (dollar, euro) of goods before tax. */
    pointsPerUnit: z.int().positive(),
    /** What a point pays in the shop, in minor units. */
    pointMinor: z.int().positive(),
    /** Points leave at least so much to be paid otherwise: providers take no less. */
    leftToPayMinorMin: z.int().positive(),
    /** Lowest first; the first begins at 0. */
    tiers: z.array(z.strictObject({ code: z.string(), fromPoints: z.int().nonnegative() })).min(1),
  })
  .refine(
    ({ tiers }) =>
      tiers.every(({ fromPoints }, at) =>
        at === 0 ? fromPoints === 0 : fromPoints > (tiers[at - 1]?.fromPoints ?? 0),
      ),
    {
      message: 'tiers must begin at 0 and rise',
    },
  );
export type LoyaltyRules = z.infer<typeof loyaltyRules>;

const minorPerUnit = 100;

/** Begun units earn nothing, and what came back whole leaves nothing, whatever else was refunded with it. */
export function pointsFor(rules: LoyaltyRules, boughtMinor: number, returnedMinor: number): number {
  const keptMinor = Math.max(0, boughtMinor - returnedMinor);
  return Math.floor(keptMinor / minorPerUnit) * rules.pointsPerUnit;
}

/** @param earned points ever earned: spending them loses no tier. */
export function tierOf(rules: LoyaltyRules, earned: number) {
  const reached = rules.tiers.filter(({ fromPoints }) => fromPoints <= Math.max(0, earned));
  const next = rules.tiers[reached.length];
  return {
    tier: reached.at(-1)?.code ?? '',
    nextTier: next ? { code: next.code, missingPoints: next.fromPoints - Math.max(0, earned) } : null,
  };
}
