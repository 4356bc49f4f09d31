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
    nodeProcess('mail', {
      program: 'mail',
      env: { PORT: String(ports.smtp), CONTROL_PORT: String(ports.mail) },
    }),
  ];
}
