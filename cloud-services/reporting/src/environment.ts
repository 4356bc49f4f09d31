/** What Reporting is told by its environment. */
import { serviceEnvironment } from '@comptoir/service-kit/config';
import { notificationEnvironment } from '@comptoir/service-kit/notifications/notifications';
import { z } from 'zod';
import type { Addresses } from './events.ts';

const address = z.url({ protocol: /^https?$/ });

export const environment = serviceEnvironment.extend({
  ...notificationEnvironment,
  /** Where links in mails lead. */
  PUBLIC_GATEWAY_URL: address,
  /** Product's address: its catalogue feed is followed, for names. */
  PRODUCT_URL: address,
  /** Whose event logs are asked for what the streams lost, and from zero when facts are rebuilt. */
  ORDER_URL: address.optional(),
  INVENTORY_URL: address.optional(),
  CUSTOMER_URL: address.optional(),
  /** Where head office's pages are, for links in alerts. */
  PUBLIC_HEADQUARTERS_URL: address,
  /** How often rules are looked at. */
  ALERTS_EVERY_MS: z.coerce.number().int().min(100).default(15_000),
  /** Whether webhooks may lead into private networks, and be plain HTTP: only where they are one's own. */
  WEBHOOK_PRIVATE_ADDRESSES: z.enum(['refuse', 'allow']).default('refuse'),
  /** Whose calendar says what today is, and the hours of stores that told no zone. */
  HOME_TIME_ZONE: z.string().default('America/Toronto'),
});
export type ReportingEnvironment = z.infer<typeof environment>;

export const producersOf = ({
  SALES_URL,
  ORDER_URL,
  INVENTORY_URL,
  CUSTOMER_URL,
}: ReportingEnvironment): Addresses => ({
  sales: SALES_URL,
  ...(ORDER_URL ? { order: ORDER_URL } : {}),
  ...(INVENTORY_URL ? { inventory: INVENTORY_URL } : {}),
  ...(CUSTOMER_URL ? { customer: CUSTOMER_URL } : {}),
});
