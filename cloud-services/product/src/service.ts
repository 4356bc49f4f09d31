/** The parts of the Product service, for `main.ts` and for tests. */
import { serviceEnvironment } from '@comptoir/service-kit/config';
import type { ServiceOptions } from '@comptoir/service-kit/service';
import { z } from 'zod';
import { consumers, eventStream } from './events.ts';
import { imagesFolder } from './images-folder.ts';
import { mostAsked } from './reads/most-asked.ts';
import { routes } from './routes.ts';
import { entities } from './store/entities.ts';
import { migrations } from './store/migrations.ts';

const environment = serviceEnvironment.extend({
  /** Inventory's address, to ask it for events that the stream lost. */
  INVENTORY_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Order's, likewise. */
  ORDER_URL: z.url({ protocol: /^https?$/ }).optional(),
});

export const productService: ServiceOptions<z.infer<typeof environment>> = {
  name: 'products',
  environment,
  entities,
  migrations,
  stream: eventStream,
  routes: (kit) => routes(kit, imagesFolder()),
  mostAsked: ({ reads }) => mostAsked(reads),
  consumers: ({ config: { INVENTORY_URL, ORDER_URL, SALES_URL } }) =>
    consumers({ inventory: INVENTORY_URL, order: ORDER_URL, sales: SALES_URL }),
};
