/** The HTTP bodies of points of sale of other makes. Source: docs, HTTP interface, `sales/transactions`, `sales/returns`. */
import { amountMinor, currency, decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';

const id = z.string().min(1).max(100);
const minor = amountMinor.nonnegative();
const quantity = decimalString.refine((text) => Number(text) > 0, 'must be above zero');
const linesMax = 500;

export const transactionLine = z.strictObject({
  productId: id,
  sku: id,
  gtin: z.string().max(14).optional(),
  name: z.strictObject({ fr: z.string().max(200), en: z.string().max(200) }),
  quantity,
  soldBy: z.enum(['piece', 'weight']).default('piece'),
  taxCategory: z.string().default('standard'),
  unitPriceMinor: minor,
  discountMinor: minor.default(0),
  /** Price times quantity, rounded half up, less the discount. */
  amountMinor: minor,
});

export const transactionTender = z.strictObject({
  kind: z.enum(['cash', 'card']),
  amountMinor,
  /** Of cash. */
  receivedMinor: minor.optional(),
  /** Of a card. */
  brand: z.string().max(40).optional(),
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  approvalCode: z.string().max(40).optional(),
});

export const transactionTax = z.strictObject({
  code: z.string().max(20),
  rate: decimalString,
  baseMinor: minor,
  amountMinor: minor,
});

export const transactionRequest = z.strictObject({
  storeId: id,
  registerId: id,
  cashierId: id,
  occurredAt: z.iso.datetime(),
  /** The sale's number over there: told twice, it is one sale. */
  externalReference: id,
  customerId: id.optional(),
  language: z.enum(['fr', 'en']).default('fr'),
  currency: currency.default('CAD'),
  lines: z.array(transactionLine).min(1).max(linesMax),
  taxes: z.array(transactionTax).max(20).default([]),
  cashRoundingMinor: amountMinor.default(0),
  tenders: z.array(transactionTender).min(1).max(20),
});
export type TransactionRequest = z.infer<typeof transactionRequest>;

const totals = z.strictObject({
  currency,
  subtotalMinor: amountMinor,
  discountMinor: amountMinor,
  taxes: z.array(transactionTax.extend({ baseMinor: amountMinor, amountMinor })),
  totalMinor: amountMinor,
  cashRoundingMinor: amountMinor,
});

export const transactionAnswer = z.strictObject({ id: z.string(), receiptNumber: z.string(), totals });

export const returnRequest = z
  .strictObject({
    originalTransactionId: z.uuid().optional(),
    receiptNumber: z.string().max(40).optional(),
    lines: z
      .array(z.strictObject({ productId: id, quantity }))
      .min(1)
      .max(linesMax),
    refundTender: z.enum(['cash', 'card']),
    reason: z.string().min(1).max(200),
    /** Where and by whom it was taken back; where and by whom it was sold, unless told. */
    registerId: id.optional(),
    cashierId: id.optional(),
  })
  .refine(
    (told) => (told.originalTransactionId === undefined) !== (told.receiptNumber === undefined),
    'name the sale by one of originalTransactionId and receiptNumber',
  );
export type ReturnRequest = z.infer<typeof returnRequest>;

export const returnAnswer = z.strictObject({
  id: z.string(),
  receiptNumber: z.string(),
  original: z.strictObject({ id: z.string(), receiptNumber: z.string() }),
  lines: z.array(z.strictObject({ productId: z.string(), quantity: z.string(), amountMinor })),
  totals: totals.omit({ discountMinor: true }),
  refund: z.strictObject({ kind: z.enum(['cash', 'card']), amountMinor }),
});
export type ReturnAnswer = z.infer<typeof returnAnswer>;
