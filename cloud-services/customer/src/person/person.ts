/** Who a customer is: what is sealed with their key. */
import { addressTextMax } from '@comptoir/service-kit/address-text';
import { z } from 'zod';

export const language = z.enum(['fr', 'en']);
export const name = z.string().trim().min(1).max(addressTextMax);

export const preferences = z
  .strictObject({
    /** Where they like to collect. */
    preferredStoreId: z.string().max(60).nullable().default(null),
    smsOrderUpdates: z.boolean().default(false),
  })
  .meta({ id: 'CustomerPreferences' });

export const person = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string().nullable(),
  preferences,
  /** Of whom bears no tax: what the certificate is numbered. */
  taxExemptCertificate: z.string().nullable().default(null),
});
export type Person = z.infer<typeof person>;
