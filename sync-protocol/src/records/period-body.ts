/** A closing of the whole store over a day, a month or a year. Source: BOI-TVA-DECLA-30-10-30, conservation: all three, with perpetual totals. */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const closingPeriod = z.enum(['day', 'month', 'year']);
export type ClosingPeriod = z.infer<typeof closingPeriod>;

const count = z.int().nonnegative();

/** Of all records whose business date lies in the period, at every register. Taxes and tenders are what remains after returns. */
export const periodClosedBody = z.strictObject({
  storeId: z.string(),
  period: closingPeriod,
  /** `2026-11-24`, `2026-11` or `2026`. */
  label: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
  saleCount: count,
  totalMinor: amountMinor,
  returnCount: count,
  returnTotalMinor: amountMinor,
  taxes: z.array(z.strictObject({ code: z.string(), amountMinor })),
  tenders: z.array(z.strictObject({ kind: z.string(), amountMinor })),
  /** Absolute sales since the store's first use, never reset; what came back is kept apart, by the same rule. */
  perpetualTotalMinor: amountMinor,
  perpetualReturnMinor: amountMinor,
});
export type PeriodClosedBody = z.infer<typeof periodClosedBody>;
