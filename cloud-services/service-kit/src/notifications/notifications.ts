/** Mails and SMS of a service: queue them in a transaction, start the sending in `attach`. */
import { z } from 'zod';
import type { ServiceEnvironment } from '../config.ts';
import type { Kit } from '../service.ts';
import { startDelivery } from './deliver.ts';
import { mailSender } from './mail.ts';
import { smsSender } from './sms.ts';

export type { Block, Language, Letter, LetterRow } from './letter.ts';
export { forgetNotifications, notificationTables, notificationTraces, queueNotification } from './queue.ts';

/** Spread into a service's environment: `serviceEnvironment.extend(notificationEnvironment)`. */
export const notificationEnvironment = {
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** Takes `POST {to, text}`. */
  SMS_URL: z.url({ protocol: /^https?$/ }),
  MAIL_FROM: z.string().includes('@').default('Comptoir <bonjour@comptoir.example>'),
  /** After so long without a sign of life, another process hands over what one had in hand. */
  NOTIFICATION_LEASE_MS: z.coerce.number().int().min(300).max(120_000).default(10_000),
};
type Configured = z.infer<z.ZodObject<typeof notificationEnvironment>>;

export function startNotifications(kit: Kit<ServiceEnvironment & Configured>): void {
  const { SMTP_URL, SMS_URL, MAIL_FROM, NOTIFICATION_LEASE_MS } = kit.config;
  const delivery = startDelivery({
    ...kit,
    leaseMs: NOTIFICATION_LEASE_MS,
    send: { mail: mailSender(SMTP_URL, MAIL_FROM), sms: smsSender(SMS_URL) },
  });
  kit.onClose(() => delivery.close());
}
