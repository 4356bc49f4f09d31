/** `/api/v1/sync/customers`: who was written down at a till, told by its store as soon as it can. */
import { z } from 'zod';

/** As people type it: ten digits of North America, or a whole number that begins with `+`. Source: ITU-T E.164. */
export const typedPhone = z
  .string()
  .trim()
  .max(40)
  .refine(
    (typed) => /^(\+[1-9]\d{6,14}|1?\d{10})$/.test(typed.replace(/[\s().-]/g, '')),
    'must be like +15145550123 or 514 555-0123',
  );

const name = z.string().trim().min(1).max(80);

/** PUT `/{customerId}` → what became of it; the same again the same, whatever came since. */
export const proposeCustomerRequest = z.object({
  /** As the store gave it: it holds from the first moment. */
  cardNumber: z.string(),
  firstName: name,
  lastName: name,
  email: z.email().max(254),
  phone: typedPhone.nullable(),
  language: z.enum(['fr', 'en']),
  consents: z.object({ marketingEmail: z.boolean() }),
  /** When they said so, at the till. */
  at: z.iso.datetime(),
});
export type ProposeCustomerRequest = z.infer<typeof proposeCustomerRequest>;

const seen = z.object({ cardNumber: z.string(), initials: z.string() });

export const proposedCustomer = seen.extend({
  /** `matched`: somebody has this e-mail address already, and what was bought is theirs. */
  outcome: z.enum(['made', 'matched']),
  customerId: z.uuid(),
  /** Others with the same telephone: perhaps the same person, which only people can tell. */
  alike: z.array(seen),
});
export type ProposedCustomer = z.infer<typeof proposedCustomer>;
