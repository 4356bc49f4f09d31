/** How points are earned, what they pay, and which tier a customer is in. The rules are data: those of the beginning are in `data/`, later ones in the database. */
import { z } from 'zod';

const words = z.strictObject({ fr: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) });
const code = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** What is earned beside the points of every purchase; all conditions that are named must hold. */
const bonus = z
  .strictObject({
    /** Written into the ledger: an id is not used for anything else later. */
    id: code,
    name: words,
    /** For each whole unit (dollar, euro) of goods before tax, beside `pointsPerUnit`. */
    extraPerUnit: z.int().min(1).max(1_000),
    /** Ids of categories, with all below them. */
    categories: z.array(z.string().min(1).max(60)).min(1).max(50).optional(),
    tiers: z.array(code).min(1).max(10).optional(),
    /** Business dates, both included. */
    from: z.iso.date().optional(),
    until: z.iso.date().optional(),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    message: 'ends before it begins',
  });
export type Bonus = z.infer<typeof bonus>;

export const earningRules = z
  .strictObject({
    /** Points for each whole unit (dollar, euro) of goods before tax. */
    pointsPerUnit: z.int().min(0).max(1_000),
    bonuses: z.array(bonus).max(50).default([]),
    /** Lowest first; the first begins at 0. */
    tiers: z
      .array(z.strictObject({ code, fromPoints: z.int().nonnegative() }))
      .min(1)
      .max(10),
    /** A tier is reached by the points earned in so many months; null: by all that were ever earned. */
    tierMonths: z.int().min(1).max(60).nullable().default(null),
    /** So long a tier is kept once its points are no longer there. */
    graceMonths: z.int().min(0).max(24).default(0),
    /** Points end after so many months in which nothing was earned or spent; null: never. Source: Consumer Protection Act (Québec), s. 187.8. */
    inactiveMonths: z.int().min(12).max(120).nullable().default(null),
  })
  .refine(
    ({ tiers }) =>
      tiers.every(({ fromPoints }, at) =>
        at === 0 ? fromPoints === 0 : fromPoints > (tiers[at - 1]?.fromPoints ?? 0),
      ),
    { message: 'tiers must begin at 0 and rise', path: ['tiers'] },
  )
  .refine(({ bonuses }) => new Set(bonuses.map(({ id }) => id)).size === bonuses.length, {
    message: 'an id is used twice',
    path: ['bonuses'],
  });
export type EarningRules = z.infer<typeof earningRules>;

/** What does not change while carts and tills hold it. */
export const payingRules = z.object({
  /** What a point pays, in minor units. */
  pointMinor: z.int().positive(),
  /** Points leave at least so much to be paid otherwise: providers take no less. */
  leftToPayMinorMin: z.int().positive(),
});
