/** The parts of Inventory, as the service kit assembles them. */
import { type ServiceOptions, serviceEnvironment } from '@comptoir/service-kit';
import { z } from 'zod';
import { consumers } from './events.ts';
import { routes } from './routes.ts';
import { Ledger1764000000000 } from './store/migrations.ts';

const environment = serviceEnvironment.extend({
  /** Product's address, to ask it for events that the stream lost. */
  PRODUCT_URL: z.url({ protocol: /^https?$/ }).optional(),
});

export const inventory: ServiceOptions<z.infer<typeof environment>> = {
  name: 'inventory',
  environment,
  migrations: [Ledger1764000000000],
  stream: 'events.inventory',
  routes,
  consumers: ({ config }) =>
    consumers({
      salesUrl: config.SALES_URL,
      ...(config.PRODUCT_URL ? { productUrl: config.PRODUCT_URL } : {}),
    }),
};
