/** By which numbers the seller collects taxes. Every invoice names them. Source: Input Tax Credit Information (GST/HST) Regulations, s. 3(b). */
import { z } from 'zod';

const registrations = z
  .array(z.strictObject({ code: z.string().regex(/^[A-Z]{2,8}$/), number: z.string().trim().min(1).max(40) }))
  .max(12);
export type TaxRegistrations = z.infer<typeof registrations>;

export const sellerEnvironment = {
  /** JSON, `[{"code":"GST","number":"123456789 RT0001"}, …]`; without it invoices say where the numbers stand. */
  TAX_REGISTRATIONS: z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return registrations.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'must be a list of codes and numbers as JSON' });
        return z.NEVER;
      }
    }),
};
