/** Cash that goes in or out of a drawer without a sale, and how it was counted. */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { approvedBy } from './return-body.ts';
import { usDollarsMoved } from './us-dollars.ts';

export const cashMovedBody = z.strictObject({
  movementId: z.uuid(),
  shiftId: z.uuid(),
  cashierId: z.string(),
  /** Into the drawer for change; out of it for an expense; out of it into the safe. */
  direction: z.enum(['paid-in', 'paid-out', 'drop']),
  amountMinor: amountMinor.positive(),
  /** It was moved in these: `amountMinor` is what they are worth, to the cent, and no Canadian money moved. */
  usDollars: usDollarsMoved.optional(),
  reason: z.string().max(80),
  approval: approvedBy.optional(),
});

/** So many of a coin or a note. */
export const denominationCount = z.strictObject({
  valueMinor: amountMinor.positive(),
  count: z.int().nonnegative(),
});
