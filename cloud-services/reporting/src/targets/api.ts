/** Targets of stores by month, and how today and the month stand. PUT, GET /targets; GET /targets/changes; GET /outlook; GET /now. */
import { amountMinor, businessDate, channel, currency } from '@comptoir/pricing/contract';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { month, ratio } from '../api/fields.ts';

const storeId = z.string().min(1).max(100);

export const targetsQuery = z.strictObject({ month });
export const targetsRequest = z.strictObject({
  targets: z
    .array(
      z.strictObject({
        storeId,
        month,
        /** Of revenue, taxes included; null takes it away. */
        targetMinor: amountMinor.nonnegative().nullable(),
      }),
    )
    .min(1)
    .max(500),
});
export type TargetsRequest = z.infer<typeof targetsRequest>;

/** How many are other than they were. */
export const targetsSet = z.object({ changed: z.int() }).meta({ id: 'TargetsSet' });

/** Every store that is known, with its target of the month if it has one. */
export const targets = z
  .object({
    month,
    currency,
    items: z.array(
      z.object({
        storeId,
        code: z.string(),
        name: z.string(),
        targetMinor: amountMinor.nullable(),
        /** Who set it last, and when. */
        setBy: z.string().nullable(),
        setAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'Targets' });
export type Targets = z.infer<typeof targets>;

export const targetChangesQuery = z.strictObject({
  ...listQuery,
  month: month.optional(),
  storeId: storeId.optional(),
});
export const targetChanges = listOf(
  z.object({
    storeId,
    month,
    beforeMinor: amountMinor.nullable(),
    afterMinor: amountMinor.nullable(),
    by: z.string(),
    at: z.iso.datetime(),
  }),
).meta({ id: 'TargetChanges' });
export type TargetChanges = z.infer<typeof targetChanges>;

export const outlookQuery = z.strictObject({ storeId: storeId.optional(), channel: channel.optional() });

export const outlook = z
  .object({
    asOf: z.iso.datetime(),
    today: businessDate,
    currency,
    /** Null: no store asked about has a target this month, or one channel alone is asked about. */
    target: z
      .object({
        month,
        targetMinor: amountMinor,
        /** Of the stores that have a target. */
        soFarMinor: amountMinor,
        /** What an even pace would have come to by now. */
        expectedMinor: amountMinor,
        stores: z.int(),
      })
      .nullable(),
    forecast: z.object({
      soFarMinor: amountMinor,
      /** Of a whole day, done by now on the same weekdays before. Null: nothing to go by yet. */
      shareDone: ratio.nullable(),
      endMinor: amountMinor.nullable(),
      /** How far off the same forecast was on those days, on average, as a part of what they came to. */
      error: ratio.nullable(),
      /** Days that it goes by: eight at most. */
      days: z.int(),
      /** Up to when sales are counted for it: a whole half hour. */
      until: z.iso.datetime(),
    }),
  })
  .meta({ id: 'Outlook' });
export type Outlook = z.infer<typeof outlook>;

export const lastMinutes = z
  .object({
    asOf: z.iso.datetime(),
    currency,
    minutes: z.array(z.object({ at: z.iso.datetime(), sales: z.int(), revenueMinor: amountMinor })),
  })
  .meta({ id: 'LastMinutes' });
export type LastMinutes = z.infer<typeof lastMinutes>;
