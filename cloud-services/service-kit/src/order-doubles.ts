/** What Order tells Sales of goods that came back twice: `PUT /internal/sales/order-doubles/{orderId}`. */
import { amountMinor, currency, decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const orderDoubles = z.strictObject({
  number: z.string().max(20),
  currency,
  lines: z
    .array(
      z.strictObject({
        position: z.int().positive(),
        name: z.strictObject({ fr: z.string(), en: z.string() }),
        sold: decimalString,
        returned: decimalString,
        /** What the goods beyond what was sold had cost, taxes aside. */
        excessMinor: amountMinor,
        returns: z
          .array(
            z.strictObject({
              receiptNumber: z.string(),
              storeId: z.string(),
              completedAt: z.iso.datetime(),
            }),
          )
          .max(500),
      }),
    )
    .min(1)
    .max(500),
});
export type OrderDoubles = z.infer<typeof orderDoubles>;
