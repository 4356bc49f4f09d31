/** The cloud services, and with what environment each is started. */
import {
  addressOf,
  databaseUrlOf,
  type House,
  instancesOf,
  type ServiceName,
  secretOf,
  serviceNames,
} from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { redisUrl } from '../redis.ts';
import { nodeProcess } from './node-process.ts';

export function services(house: House): readonly PlannedProcess[] {
  const { ports } = house;
  return serviceNames.flatMap((name) =>
    instancesOf(name).map((instance) =>
      nodeProcess(instance, {
        program: name,
        env: {
          PORT: String(ports[instance]),
          DATABASE_URL: databaseUrlOf(house, name),
          REDIS_URL: redisUrl(ports.redis),
          SALES_URL: addressOf(ports, 'sales'),
          ...ownEnvironment(house, name),
        },
      }),
    ),
  );
}

/** Only the addresses of those that it may call (docs/architecture.md). */
function ownEnvironment({ home, ports, secrets }: House, name: ServiceName): Record<string, string> {
  const address = (other: ServiceName) => addressOf(ports, other);
  switch (name) {
    case 'sales':
      return { KEYS_DIR: home.keys, BOOTSTRAP_ADMIN_PASSWORD: secretOf(secrets, 'admin') };
    case 'cart':
      return { PRODUCT_URL: address('product'), INVENTORY_URL: address('inventory') };
    case 'product':
    case 'inventory':
      return {};
  }
}
