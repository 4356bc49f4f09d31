/** Who carries parcels, by the environment; nobody unless told. */
import { type Circuit, CircuitOpen } from '@comptoir/service-kit/neighbours/circuit';
import { z } from 'zod';
import { address } from '../api.ts';
import { type Carrier, CarrierSilent } from './carrier.ts';
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

/** @param circuitOf who does not answer about rates is left alone for a while: a shopper waits, and a table knows too. */
export function carrierFrom(
  config: Configured,
  circuitOf: (carrier: string) => Circuit,
): Carrier | undefined {
  const { CARRIER_URL, CARRIER_KEY, CARRIER_WEBHOOK_SECRET } = config;
  if (!CARRIER_URL || !CARRIER_KEY || !CARRIER_WEBHOOK_SECRET) return undefined;
  const carrier = laurentien({
    url: CARRIER_URL.replace(/\/$/, ''),
    key: CARRIER_KEY,
    webhookSecret: CARRIER_WEBHOOK_SECRET,
  });
  const circuit = circuitOf(carrier.name);
  return {
    ...carrier,
    async rates(asked) {
      try {
        return await circuit.run(
          () => carrier.rates(asked),
          (error) => error instanceof CarrierSilent,
        );
      } catch (error) {
        throw error instanceof CircuitOpen ? new CarrierSilent(error.message, error) : error;
      }
    },
  };
}
