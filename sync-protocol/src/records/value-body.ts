/** Gift cards and store credit: one thing, by two names. Who holds the code may spend it; records name it by the code's digest. */
import { amountMinor, currency } from '@comptoir/pricing/contract';
import { z } from 'zod';

export const valueKind = z.enum(['gift-card', 'store-credit']);
export type ValueKind = z.infer<typeof valueKind>;
/** Head office took it off the balance, or the store's own allowance vouched for it while cut off. */
export const authorisedBy = z.enum(['head-office', 'allowance']);
/** SHA-256 of the code, in hex. */
export const valueCodeHash = z.string().regex(/^[0-9a-f]{64}$/);
/** The code's last four symbols, to tell cards apart on paper. */
export const valueLast4 = z.string().regex(/^[0-9A-Z]{4}$/);

/** A card that was sold and paid, or a credit given for goods that came back. */
export const valueIssuedBody = z.strictObject({
  valueId: z.uuid(),
  storeId: z.string(),
  kind: valueKind,
  codeHash: valueCodeHash,
  last4: valueLast4,
  currency,
  amountMinor: amountMinor.positive(),
  /** The line that sold it. */
  saleId: z.uuid().optional(),
  lineId: z.string().optional(),
  returnId: z.uuid().optional(),
});
export type ValueIssuedBody = z.infer<typeof valueIssuedBody>;

/** What a line that sells a gift card loads instead: a card that somebody has already. */
export const toppedUp = z.strictObject({ valueId: z.uuid(), last4: valueLast4 });

/** Money on a card that was there before: paid as a gift card is, and added to its balance once. */
export const valueLoadedBody = z.strictObject({
  loadId: z.uuid(),
  ...toppedUp.shape,
  storeId: z.string(),
  currency,
  amountMinor: amountMinor.positive(),
  saleId: z.uuid(),
  lineId: z.string(),
});
export type ValueLoadedBody = z.infer<typeof valueLoadedBody>;

/** A part of a sale that a card or a credit paid. */
export const valueTender = z.strictObject({
  kind: valueKind,
  amountMinor: amountMinor.positive(),
  valueId: z.uuid(),
  last4: valueLast4,
  /** Once for each payment, whoever hears of it and how often. */
  spendId: z.uuid(),
  authorisedBy,
});
export type ValueTender = z.infer<typeof valueTender>;
