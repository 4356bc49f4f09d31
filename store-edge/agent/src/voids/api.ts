/**
 * POST /voids: a line was taken off a basket that was being rung up, or the basket was given up → 204; the same again is one. Told late
 * where the till was on its own. Part of the terminal's contract (`../api.ts`).
 */
import { amountMinor, decimalString, instant } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const voidRequest = z.strictObject({
  voidId: z.uuid(),
  /** As the sale would have been called, or is called where it went on. */
  saleId: z.uuid(),
  cashierId: z.string(),
  what: z.enum(['line', 'sale']),
  /** Before taxes and after discounts. */
  amountMinor,
  lines: z
    .array(z.strictObject({ productId: z.string(), quantity: decimalString, amountMinor }))
    .min(1)
    .max(500),
  voidedAt: instant,
});
export type VoidRequest = z.infer<typeof voidRequest>;
