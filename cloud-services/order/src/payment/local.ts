/** The default: a provider process beside us that speaks Stripe's interface and serves its own card fields. */
import type { PaymentProvider } from './provider.ts';
import { stripeProvider } from './stripe.ts';

export const localProvider = (told: {
  url: string;
  secretKey: string;
  webhookSecret: string;
  publishableKey: string;
}): PaymentProvider =>
  stripeProvider({
    name: 'local',
    secretKey: told.secretKey,
    webhookSecret: told.webhookSecret,
    apiBase: told.url,
    option: {
      provider: 'local',
      kind: 'card-fields',
      cardFieldsUrl: new URL('/card-fields', told.url).href,
      publishableKey: told.publishableKey,
    },
  });
