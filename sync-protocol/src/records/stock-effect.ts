import { decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';

/** What a record does to the shelf. */
export const stockEffect = z.strictObject({
  /** The movement's own id (UUIDv7): applying it twice has no effect. */
  movementId: z.uuid(),
  productId: z.string(),
  /** Signed: a sale takes away. */
  quantity: decimalString,
});
