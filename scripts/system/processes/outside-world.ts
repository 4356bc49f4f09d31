/** Stand-ins for what Comptoir speaks to beyond its walls. */
import { join } from 'node:path';
import { addressOf, type House, secretOf } from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { nodeProcess } from './node-process.ts';

export function outsideWorld({ home, ports, secrets }: House): readonly PlannedProcess[] {
  return [
    nodeProcess('provider', {
      program: 'provider',
      env: {
        PORT: String(ports.provider),
        SECRET_KEY: secretOf(secrets, 'paymentProvider'),
        WEBHOOK_URL: `${addressOf(ports, 'gateway')}/api/v1/orders/webhooks/local`,
        WEBHOOK_SECRET: secretOf(secrets, 'paymentWebhook'),
        STATE_FILE: join(home.simulators, 'provider.json'),
      },
    }),
    nodeProcess('carrier', {
      program: 'carrier',
      env: {
        PORT: String(ports.carrier),
        API_KEY: secretOf(secrets, 'carrier'),
        WEBHOOK_URL: `${addressOf(ports, 'gateway')}/api/v1/orders/webhooks/tracking/laurentien`,
        WEBHOOK_SECRET: secretOf(secrets, 'carrierWebhook'),
        STATE_FILE: join(home.simulators, 'carrier.jsonl'),
      },
    }),
    nodeProcess('mail', {
      program: 'mail',
      env: { PORT: String(ports.smtp), CONTROL_PORT: String(ports.mail) },
    }),
  ];
}
