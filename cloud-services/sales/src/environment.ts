/** What Sales reads from its environment. */
import { serviceEnvironment } from '@comptoir/service-kit';
import { gatewayKey } from '@comptoir/service-kit/auth/applications';
import { notificationEnvironment } from '@comptoir/service-kit/notifications/notifications';
import { z } from 'zod';

export const salesEnvironment = serviceEnvironment.extend({
  ...notificationEnvironment,
  /** Where a receipt's page is reached from anywhere. */
  PUBLIC_GATEWAY_URL: z.url({ protocol: /^https?$/ }).transform((url) => `${url.replace(/\/$/, '')}/`),
  /** Sales signs and publishes the keys itself. */
  SALES_URL: z.string().optional().default(''),
  /** A folder that only Sales may read: signing keys are made there at first start. */
  KEYS_DIR: z.string().min(1),
  GATEWAY_KEY: gatewayKey,
  /** Whose signatures make a release: public keys, base64, with commas between. Without one nothing can be published. */
  RELEASE_KEYS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((key) => key !== '')),
  /** What each store may spend of gift cards and store credit while it is cut off, in cents. */
  VALUE_ALLOWANCE_MINOR: z.coerce.number().int().nonnegative().default(20_000),
  /** Creates the head-office login `admin` when there is no staff yet. */
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
});
export type SalesEnvironment = z.infer<typeof salesEnvironment>;
