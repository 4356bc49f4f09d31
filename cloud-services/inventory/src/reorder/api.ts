/** POST /reorder: a suggestion becomes a transfer, or a line of a purchase order. `Idempotency-Key` required. */
import { z } from 'zod';
import { purchaseOrder } from '../purchasing/api.ts';
import { quantity } from '../reservations/api.ts';
import { transferAnswer } from '../transfers/api.ts';

export const reorderRequest = z.strictObject({
  locationId: z.string().min(1),
  productId: z.string().min(1),
  quantity,
  /** From this location; absent: from a supplier. */
  from: z.string().min(1).optional(),
  /** Absent: who brought it last. */
  supplierName: z.string().trim().min(1).max(80).optional(),
});
export type ReorderRequest = z.infer<typeof reorderRequest>;

export const reorderAnswer = z.union([
  z.strictObject({ transfer: transferAnswer }),
  z.strictObject({ purchaseOrder }),
]);
