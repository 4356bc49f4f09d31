/** Mails and SMS of a service: queue them in a transaction, start the sending in `attach`. */
import { z } from 'zod';
import type { ServiceEnvironment } from '../config.ts';
import type { Kit } from '../service.ts';
import { startDelivery } from './deliver.ts';
import { mailSender } from './mail.ts';
import { smsSender } from './sms.ts';

export type { Block, Language, Letter, LetterRow } from './letter.ts';
export { forgetNotifications, notificationTables, queueNotification } from './queue.ts';

/** Spread into a service's environment: `serviceEnvironment.extend(notificationEnvironment)`. */
export const notificationEnvironment = {
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** Takes `POST {to, text}`. */
  SMS_URL: z.url({ protocol: /^https?$/ }),
  MAIL_FROM: z.string().includes('@').default('Comptoir <bonjour@comptoir.example>'),
};
type Addresses = Readonly<{ SMTP_URL: string; SMS_URL: string; MAIL_FROM: string }>;

export function startNotifications(kit: Kit<ServiceEnvironment & Addresses>): void {
  const { SMTP_URL, SMS_URL, MAIL_FROM } = kit.config;
  const delivery = startDelivery({
    ...kit,
    send: { mail: mailSender(SMTP_URL, MAIL_FROM), sms: smsSender(SMS_URL) },
  });
  kit.onClose(() => delivery.close());
}
