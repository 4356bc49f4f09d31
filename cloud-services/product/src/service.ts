/** The parts of the Product service, for `main.ts` and for tests. */
import { type ServiceEnvironment, serviceEnvironment } from '@comptoir/service-kit/config';
import type { ServiceOptions } from '@comptoir/service-kit/service';
import { eventStream } from './events.ts';
import { imagesFolder } from './images-folder.ts';
import { routes } from './routes.ts';
import { entities } from './store/entities.ts';
import { migrations } from './store/migrations.ts';

export const productService: ServiceOptions<ServiceEnvironment> = {
  name: 'products',
  environment: serviceEnvironment,
  entities,
  migrations,
  stream: eventStream,
  routes: (kit) => routes(kit, imagesFolder()),
};
