/** What was given away, what came back and who comes again. GET /discounts, /returns, /cashiers, /cohorts, /funnel. */
import { amountMinor, businessDate, currency } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { scopeQuery } from '../api.ts';

const count = z.int();
const told = { asOf: z.iso.datetime(), from: businessDate, to: businessDate, currency };

export const insightQuery = z.strictObject(scopeQuery);

export const discounts = z
  .object({
    ...told,
    /** What the period sold before taxes and after discounts, to hold them against. */
    soldMinor: amountMinor,
    totalMinor: amountMinor,
    /** The largest first. By hand there is a reason; a promotion is named by its source. */
    rows: z.array(
      z.object({
        source: z.string(),
        promotionId: z.string().nullable(),
        reason: z.string().nullable(),
        documents: count,
        amountMinor,
      }),
    ),
  })
  .meta({ id: 'DiscountsGiven' });
export type Discounts = z.infer<typeof discounts>;

export const returnReasons = z
  .object({
    ...told,
    totalMinor: amountMinor,
    returns: count,
    /** The largest first, before taxes and positive. An empty reason was not told. */
    rows: z.array(z.object({ reason: z.string(), returns: count, amountMinor })),
  })
  .meta({ id: 'ReturnReasons' });
export type ReturnReasons = z.infer<typeof returnReasons>;

export const cashierActs = z
  .object({
    ...told,
    /** Those with the most such acts for their sales first. */
    rows: z.array(
      z.object({
        cashierId: z.string(),
        sales: count,
        returns: count,
        /** Positive, taxes included. */
        returnedMinor: amountMinor,
        discounts: count,
        discountMinor: amountMinor,
        voids: count,
        overrides: count,
        overrideMinor: amountMinor,
        noSales: count,
        approvals: count,
        /** Voids, overrides, discounts by hand and drawers opened, for a hundred sales; null without a sale. */
        perHundredSales: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'ActsByCashier' });
export type CashierActs = z.infer<typeof cashierActs>;

export const cohortsQuery = z.strictObject({
  storeId: scopeQuery.storeId,
  channel: scopeQuery.channel,
  /** How many months back the first cohort lies. */
  months: z.coerce.number().int().min(1).max(60).default(12),
});

export const cohorts = z
  .object({
    asOf: z.iso.datetime(),
    currency,
    rows: z.array(
      z.object({
        /** In which they bought for the first time: `2026-11`. */
        month: z.string(),
        customers: count,
        /** Of them, how many bought in this month (all), the next, the one after … up to the running one. */
        active: z.array(count),
        revenueMinor: amountMinor,
      }),
    ),
  })
  .meta({ id: 'CustomerCohorts' });
export type Cohorts = z.infer<typeof cohorts>;

export const funnel = z
  .object({
    ...told,
    visits: count,
    added: count,
    checkoutsBegun: count,
    orders: count,
    /** Letters of the period about carts that were left, and what was ordered from these within a week. */
    cartReminders: z.object({
      sent: count,
      /** Of what was in the carts, before taxes. */
      leftMinor: amountMinor,
      orders: count,
      /** Of these orders, those that came by the letter's own link. */
      ordersByLink: count,
      orderedMinor: amountMinor,
    }),
  })
  .meta({ id: 'ShopFunnel' });
export type Funnel = z.infer<typeof funnel>;
