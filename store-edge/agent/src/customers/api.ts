/** The calls about who a sale is for. Part of the terminal's contract (`../api.ts`). */
import { typedPhone } from '@comptoir/sync-protocol/wire/customers';
import { z } from 'zod';

/**
 * GET /customers?card=L…, for the cashier who serves. 404 `unknown-card`, 422 `not-a-card`. GET /customers/search?text= → those with
 * these two initials (`AC`, `A. C.`), or whose card ends with these four digits; at most 20, none for anything else.
 */
export const customerAtTill = z.object({
  customerId: z.string(),
  cardNumber: z.string(),
  /** `A. C.`: a store holds no names. */
  initials: z.string(),
  /** As `customer.taxExempt` of a basket. */
  taxExempt: z.object({ certificate: z.string() }).optional(),
  /** What could be spent at its `asOf`; null until the store has heard. */
  loyalty: z
    .object({
      tier: z.string(),
      points: z.int(),
      /** What a point pays; absent: they are not spent here. */
      pointMinor: z.int().optional(),
      asOf: z.iso.datetime(),
      /** Both as in `customer` of a basket; absent where the store has not heard. */
      firstOrder: z.boolean().optional(),
      promotionUses: z.record(z.string(), z.int()).optional(),
    })
    .nullable(),
  /** When the store was last in step with head office's customers. */
  asOf: z.iso.datetime().nullable(),
});
export type CustomerAtTill = z.infer<typeof customerAtTill>;

const name = z.string().trim().min(1).max(80);
/**
 * POST /customers: writes a customer down → 200; the same again the same. Cut off, too: head office hears of it when it can be reached. 409
 * `id-reused`.
 */
export const newCustomerRequest = z.strictObject({
  customerId: z.uuid(),
  firstName: name,
  lastName: name,
  email: z.email().max(254),
  phone: typedPhone.nullable(),
  language: z.enum(['fr', 'en']),
  /** Asked, and said yes to. */
  marketingEmail: z.boolean(),
});
export type NewCustomerRequest = z.infer<typeof newCustomerRequest>;

export const newCustomerAnswer = z.strictObject({
  /** `waiting`: head office could not be asked yet. `matched`: it knows somebody of this e-mail address; that is who `customer` is. */
  outcome: z.enum(['made', 'matched', 'waiting']),
  customer: customerAtTill,
  /** Others of this telephone, as far as head office could be asked. */
  alike: z.array(z.strictObject({ cardNumber: z.string(), initials: z.string() })),
});
export type NewCustomerAnswer = z.infer<typeof newCustomerAnswer>;
