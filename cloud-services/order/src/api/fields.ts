/** What several bodies are made of. */
import { decimalString } from '@comptoir/pricing/contract';
import { addressTextMax } from '@comptoir/service-kit/address-text';
import { phone } from '@comptoir/service-kit/phone';
import { z } from 'zod';

export const text = (most: number) => z.string().trim().min(1).max(most);

export const minor = z.int();

export const giftKind = z.enum(['gift-card', 'store-credit']);

/** `exchange`: goods that come back of another order. */
export const besideKind = z.enum([...giftKind.options, 'exchange']);

/** What loyalty points pay, or paid, of an amount. */
export const pointsPaid = z.object({ points: z.int(), amountMinor: minor });

export const address = z.strictObject({
  recipient: text(addressTextMax),
  lines: z.array(text(addressTextMax)).min(1).max(3),
  city: text(addressTextMax),
  region: z.string().regex(/^[A-Z0-9]{1,3}$/),
  postalCode: text(12),
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: phone.optional(),
});

export type Address = z.infer<typeof address>;

export const contact = z.strictObject({
  email: z.email().max(254),
  name: text(addressTextMax),
  /** Told by SMS when it is ready to collect, on its way or cancelled. */
  phone: phone.optional(),
});

export type Contact = z.infer<typeof contact>;

export const quantities = z
  .array(z.strictObject({ lineId: text(60), quantity: decimalString }))
  .min(1)
  .max(200);
