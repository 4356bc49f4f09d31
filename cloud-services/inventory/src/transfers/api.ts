/** The HTTP bodies of transfers. Source: docs, HTTP interface, `PUT /api/v1/inventory/transfer`. */
import { z } from 'zod';
import { quantity } from '../reservations/api.ts';

const linesMax = 500;
const line = z.strictObject({ productId: z.string().min(1), quantity });
const lines = z.array(line).min(1).max(linesMax);

export const transferState = z.enum(['requested', 'shipped', 'received', 'cancelled']);
export type TransferState = z.infer<typeof transferState>;
export const transferStep = z.enum(['request', 'ship', 'receive', 'cancel']);
export type TransferStep = z.infer<typeof transferStep>;

/** A first call requests and may choose the id; each later one names it. What else is told again must be what was asked. */
export const transferRequest = z.strictObject({
  transferId: z.uuid().optional(),
  from: z.string().min(1).optional(),
  to: z.string().min(1).optional(),
  lines: lines.optional(),
  step: transferStep,
  /** With `receive`: what came, where it is not all. A product that is not listed came in full. */
  received: z
    .array(z.strictObject({ productId: z.string().min(1), quantity: z.union([quantity, z.literal('0')]) }))
    .max(linesMax)
    .optional(),
});
export type TransferRequest = z.infer<typeof transferRequest>;

export const transferAnswer = z.strictObject({
  transferId: z.string(),
  from: z.string(),
  to: z.string(),
  state: transferState,
  lines: z.array(
    z.strictObject({
      productId: z.string(),
      quantity: z.string(),
      /** Null until it was received. */
      received: z.string().nullable(),
    }),
  ),
  requestedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export type Transfer = z.infer<typeof transferAnswer>;
