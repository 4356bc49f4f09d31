/** Tells the shop what happened, signed. Source: https://docs.stripe.com/webhooks, Verify webhook signatures manually. */
import { createHmac } from 'node:crypto';
import { createDelivery, type Target } from '../behaving/deliver.ts';
import { newId, seconds } from './objects.ts';
import type { ProviderBehaviour } from './operations.ts';

export const signatureOf = (secret: string, timestamp: number, payload: string): string =>
  `t=${timestamp},v1=${createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')}`;

export function createWebhooks(target: Target | undefined, behaviour: ProviderBehaviour) {
  const delivery = createDelivery(target, behaviour, (payload, secret) => ({
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'stripe-signature': signatureOf(secret, seconds(), payload),
  }));
  return {
    tell: (type: string, object: unknown): void =>
      delivery.tell(
        JSON.stringify({
          id: newId('evt'),
          object: 'event',
          api_version: '2026-01-28',
          created: seconds(),
          data: { object },
          livemode: false,
          pending_webhooks: 1,
          request: { id: null, idempotency_key: null },
          type,
        }),
      ),
    close: delivery.close,
  };
}
