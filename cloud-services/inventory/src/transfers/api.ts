/** The HTTP bodies of transfers. Source: docs, HTTP interface, `PUT /api/v1/inventory/transfer`. */
import { listOf, listQuery } from '@comptoir/service-kit';
import { transferState } from '@comptoir/sync-protocol/feeds/stock-rows';
import { z } from 'zod';
import { quantity } from '../reservations/api.ts';

const linesMax = 500;
const line = z.strictObject({ productId: z.string().min(1), quantity });
const lines = z.array(line).min(1).max(linesMax);
const countedLines = z
  .array(z.strictObject({ productId: z.string().min(1), quantity: z.union([quantity, z.literal('0')]) }))
  .max(linesMax);

export const transferStep = z.enum(['request', 'approve', 'ship', 'receive', 'close', 'cancel']);
export type TransferStep = z.infer<typeof transferStep>;

/** A first call requests and may choose the id; each later one names it. What else is told again must be what was asked. */
export const transferRequest = z.strictObject({
  transferId: z.uuid().optional(),
  from: z.string().min(1).optional(),
  to: z.string().min(1).optional(),
  lines: lines.optional(),
  step: transferStep,
  /** With `ship`: what left, where it is not what was asked for. A product that is not listed left as asked. */
  shipped: countedLines.optional(),
  /** With `receive`: what came, where it is not what was sent. A product that is not listed came in full. */
  received: countedLines.optional(),
  /** With `close`: where what did not come is now. */
  missing: z.enum(['lost', 'returned']).optional(),
  note: z.string().max(200).optional(),
});
export type TransferRequest = z.infer<typeof transferRequest>;

export const transferAnswer = z.strictObject({
  transferId: z.string(),
  /** For people and barcodes. */
  number: z.string(),
  from: z.string(),
  to: z.string(),
  state: transferState,
  lines: z.array(
    z.strictObject({
      productId: z.string(),
      sku: z.string().nullable(),
      name: z.strictObject({ fr: z.string(), en: z.string() }).nullable(),
      quantity: z.string(),
      /** Null until it was sent. */
      shipped: z.string().nullable(),
      /** Null until it was received. */
      received: z.string().nullable(),
    }),
  ),
  note: z.string().nullable(),
  requestedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export type Transfer = z.infer<typeof transferAnswer>;

/** GET /transfers: the latest change first. `state=open`: what is not at its end. */
export const transfersQuery = z.strictObject({
  ...listQuery,
  locationId: z.string().optional(),
  state: z.union([transferState, z.literal('open')]).optional(),
});
export const transfersAnswer = listOf(transferAnswer);
