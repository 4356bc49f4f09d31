/** A receipt in JSON: of a sale, or of a return, whose amounts are below zero. */
import { amountMinor, decimalString } from '@comptoir/pricing/contract';
import { tender } from '@comptoir/sync-protocol/records/kinds';
import { z } from 'zod';
import { saleSummary } from '../api.ts';

/** What was given back, and how. */
const refund = z.object({
  kind: z.literal('refund'),
  to: z.enum(['cash', 'card', 'store-credit', 'exchange', 'loyalty-points']),
  amountMinor,
});

export const receiptAnswer = saleSummary
  .omit({ id: true, tenders: true })
  .extend({
    language: z.enum(['fr', 'en']),
    customerId: z.string().nullable(),
    subtotalMinor: amountMinor,
    discountMinor: amountMinor,
    cashRoundingMinor: amountMinor,
    lines: z.array(
      z.object({
        productId: z.string(),
        sku: z.string(),
        gtin: z.string().nullable(),
        /** Of the piece that was sold, where the article asks for it. */
        serial: z.string().nullish(),
        lot: z.string().nullish(),
        name: z.object({ fr: z.string(), en: z.string() }),
        quantity: decimalString,
        unitPriceMinor: amountMinor,
        discountMinor: amountMinor,
        /** What makes up `discountMinor`; `reason`: what the promotion was called on the day. */
        discounts: z.array(
          z.object({ amountMinor, reason: z.object({ fr: z.string(), en: z.string() }).optional() }),
        ),
        amountMinor,
      }),
    ),
    tenders: z.array(z.union([tender, refund])),
    taxes: z.array(z.object({ code: z.string(), rate: decimalString, baseMinor: amountMinor, amountMinor })),
  })
  .meta({ id: 'Receipt' });
