/**
 * What owners answer when Reporting compares its sums with theirs (`GET /internal/…/totals`, not through the gateway): summed from their own
 * tables, never from what they published. Amounts are signed minor units: what came back is taken off.
 */
import { amountMinor, decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';

const days = { from: z.iso.date(), to: z.iso.date() };
/** Business dates, both included. */
export const totalsQuery = z.strictObject(days);

const dayTotals = {
  businessDate: z.string(),
  storeId: z.string(),
  documents: z.int(),
  totalMinor: amountMinor,
};

export const salesTotals = z.object({ items: z.array(z.object({ ...dayTotals, taxMinor: amountMinor })) });
export type SalesTotals = z.infer<typeof salesTotals>;

export const orderTotals = z.object({
  /** Confirmed, by the day on which they were. */
  items: z.array(z.object(dayTotals)),
  /** Asked for on these days and paid, each by itself: the day that counts is the one on which it was paid, which Order does not keep. */
  refunds: z.array(z.object({ refundId: z.string(), storeId: z.string(), amountMinor })),
});
export type OrderTotals = z.infer<typeof orderTotals>;

export const stockTotals = z.object({
  items: z.array(z.object({ locationId: z.string(), onHand: decimalString })),
});

/** The Zs of registers, by the business date of their shifts. */
export const closingsTold = z.object({
  items: z.array(
    z.object({
      storeId: z.string(),
      register: z.string().nullable(),
      registerId: z.string().nullish(),
      businessDate: z.string(),
      at: z.string(),
      zNumber: z.int(),
      sales: z.int(),
      totalMinor: amountMinor,
      returns: z.int(),
      returnedMinor: amountMinor,
      overShortMinor: amountMinor,
      perpetualTotalMinor: amountMinor,
    }),
  ),
});
