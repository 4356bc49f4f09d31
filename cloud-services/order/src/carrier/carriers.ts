/** Who carries parcels, by the environment; nobody unless told. */
import { z } from 'zod';
import { address } from '../api.ts';
import type { Carrier } from './carrier.ts';
import { laurentien } from './laurentien.ts';

const secret = z.string().min(8);
/** The demo's warehouse. */
const warehouse = {
  recipient: 'Comptoir',
  lines: ['5445, avenue de Gaspé'],
  city: 'Montréal',
  region: 'QC',
  postalCode: 'H2T 3B2',
  country: 'CA',
};

export const carrierEnvironment = {
  CARRIER_URL: z.url({ protocol: /^https?$/ }).optional(),
  CARRIER_KEY: secret.optional(),
  CARRIER_WEBHOOK_SECRET: secret.optional(),
  /** JSON, an address: where parcels leave from and come back to. */
  SHIP_FROM: z
    .string()
    .default(JSON.stringify(warehouse))
    .transform((text, context) => {
      try {
        return address.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'must be an address as JSON' });
        return z.NEVER;
      }
    }),
};
type Configured = z.infer<z.ZodObject<typeof carrierEnvironment>>;

export function carrierFrom(config: Configured): Carrier | undefined {
  const { CARRIER_URL, CARRIER_KEY, CARRIER_WEBHOOK_SECRET } = config;
  if (!CARRIER_URL || !CARRIER_KEY || !CARRIER_WEBHOOK_SECRET) return undefined;
  return laurentien({
    url: CARRIER_URL.replace(/\/$/, ''),
    key: CARRIER_KEY,
    webhookSecret: CARRIER_WEBHOOK_SECRET,
  });
}
