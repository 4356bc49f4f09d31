/** Which providers are offered, by the environment: the local one always, the others when their keys are there. */
import type { Circuit } from '@comptoir/service-kit/neighbours/circuit';
import { z } from 'zod';
import { localProvider } from './local.ts';
import { paypalProvider } from './paypal.ts';
import type { PaymentProvider } from './provider.ts';
import { type SparedProvider, spared } from './spared.ts';
import { stripeProvider } from './stripe.ts';

const address = z.url({ protocol: /^https?$/ });
const secret = z.string().min(8);

export const paymentEnvironment = {
  PAYMENT_PROVIDER_URL: address,
  PAYMENT_PROVIDER_SECRET: secret,
  PAYMENT_PROVIDER_KEY: z.string().default('pk_test_comptoir'),
  PAYMENT_WEBHOOK_SECRET: secret,
  STRIPE_SECRET_KEY: secret.optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: secret.optional(),
  STRIPE_API_BASE: address.optional(),
  PAYPAL_API_BASE: address.optional(),
  PAYPAL_CLIENT_ID: z.string().optional(),
  PAYPAL_CLIENT_SECRET: secret.optional(),
  PAYPAL_WEBHOOK_ID: z.string().optional(),
};
type Configured = z.infer<z.ZodObject<typeof paymentEnvironment>>;

export function paymentProviders(
  config: Configured,
  circuitTo: (provider: string) => Circuit,
): ReadonlyMap<string, SparedProvider> {
  const providers = [
    localProvider({
      url: config.PAYMENT_PROVIDER_URL,
      secretKey: config.PAYMENT_PROVIDER_SECRET,
      publishableKey: config.PAYMENT_PROVIDER_KEY,
      webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
    }),
    ...stripeOf(config),
    ...paypalOf(config),
  ];
  return new Map(providers.map((provider) => [provider.name, spared(provider, circuitTo(provider.name))]));
}

function stripeOf(config: Configured): PaymentProvider[] {
  const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE } = config;
  if (!STRIPE_SECRET_KEY || !STRIPE_PUBLISHABLE_KEY || !STRIPE_WEBHOOK_SECRET) return [];
  return [
    stripeProvider({
      name: 'stripe',
      secretKey: STRIPE_SECRET_KEY,
      webhookSecret: STRIPE_WEBHOOK_SECRET,
      option: { provider: 'stripe', kind: 'stripe-elements', publishableKey: STRIPE_PUBLISHABLE_KEY },
      ...(STRIPE_API_BASE ? { apiBase: STRIPE_API_BASE } : {}),
    }),
  ];
}

function paypalOf(config: Configured): PaymentProvider[] {
  const { PAYPAL_API_BASE, PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET, PAYPAL_WEBHOOK_ID } = config;
  if (!PAYPAL_CLIENT_ID || !PAYPAL_CLIENT_SECRET || !PAYPAL_WEBHOOK_ID) return [];
  return [
    paypalProvider({
      apiBase: PAYPAL_API_BASE ?? 'https://api-m.paypal.com',
      clientId: PAYPAL_CLIENT_ID,
      clientSecret: PAYPAL_CLIENT_SECRET,
      webhookId: PAYPAL_WEBHOOK_ID,
    }),
  ];
}
