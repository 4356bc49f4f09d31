/** The HTTP bodies of rules of stock: what is kept back, when it is low, and what serves the web. */
import { z } from 'zod';

const figure = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/, 'a quantity of at most three decimals');
const days = z.int().min(0).max(365);
const rulesMax = 500;

export const stockRule = z.strictObject({
  /** `*`: every location. */
  locationId: z.string().min(1),
  /** `*`: every product. */
  productId: z.string().min(1),
  /** Kept back: never promised to anybody. */
  safetyStock: figure.nullable(),
  /** At or below it, stock is low; absent: what sells while a delivery is on its way. */
  reorderPoint: figure.nullable(),
  /** How long a delivery takes. */
  leadTimeDays: days.nullable(),
  /** How long an order shall last. */
  supplyDays: days.nullable(),
});
export type StockRule = z.infer<typeof stockRule>;

/** GET and PUT /rules. A rule without any figure is taken back. */
export const rulesBody = z.strictObject({ items: z.array(stockRule).max(rulesMax) });

/** GET and PUT /sourcing: which shelves serve online orders, and how. */
export const sourcingBody = z.strictObject({
  /** Whether an order may be sent in several parcels, or one line from several places. */
  split: z.boolean(),
  locations: z.array(z.strictObject({ locationId: z.string().min(1), servesWeb: z.boolean() })).max(rulesMax),
});
export type Sourcing = z.infer<typeof sourcingBody>;
