/** Dollars of the United States in a till that counts in Canadian ones. Amounts of both are in cents. */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';

/** Canadian dollars for one of the United States: above 0 and below 10, so that a comma in the wrong place is seen. */
export const usDollarRate = z
  .string()
  .regex(/^\d(\.\d{1,4})?$/)
  .refine((rate) => Number(rate) > 0);

/** What a customer gave. What it is worth stands beside it, in Canadian dollars; change is Canadian too. */
export const usDollarsGiven = z.strictObject({ receivedMinor: amountMinor.positive(), rate: usDollarRate });

/** Into a drawer or out of it without a sale. */
export const usDollarsMoved = z.strictObject({ amountMinor: amountMinor.positive(), rate: usDollarRate });

/** In a drawer when its shift closes, apart from the Canadian money. */
export const usDollarsCounted = z.strictObject({
  expectedMinor: amountMinor,
  countedMinor: amountMinor.nonnegative(),
  overShortMinor: amountMinor,
});
