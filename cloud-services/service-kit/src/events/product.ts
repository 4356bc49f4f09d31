/** Events that Product publishes on `events.product`. */
import { z } from 'zod';

/** `product.changed`: a projection keeps the newest version only. */
export const productChanged = z.object({
  productId: z.string(),
  version: z.int(),
  sku: z.string(),
  name: z.object({ fr: z.string(), en: z.string() }),
  deleted: z.boolean(),
});
export type ProductChanged = z.infer<typeof productChanged>;
