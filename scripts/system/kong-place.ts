/** What this house's gateway file is filled with. */
import { join } from 'node:path';
import { identityOf, mutualAddress, mutualPort } from './certificates/house-certificates.ts';
import { writeWhole } from './home.ts';
import { addressOf, type House, instancesOf, secretOf } from './house.ts';
import { serviceNames } from './instances.ts';
import type { KongPlace } from './kong-file.ts';
import { root } from './root.ts';
import { traceRatio } from './traces.ts';

/**
 * Here every shopper, the shop's server and the benches come from one address: the limit is what a small machine can
 * serve at all, not what a household needs (some 50 requests a second and 1500 a minute; 20 sign-ins a minute).
 */
const localLimits = {
  shopRequestsPerSecond: 2_000,
  shopRequestsPerMinute: 100_000,
  storefrontRequestsPerSecond: 2_000,
  storefrontRequestsPerMinute: 100_000,
  partnerRequestsPerSecond: 100,
  partnerRequestsPerMinute: 6_000,
  signInsPerSecond: 50,
  signInsPerMinute: 1_200,
};

export function kongPlaceOf({ home, ports, secrets }: House): KongPlace {
  const headquarters = addressOf(ports, 'headquarters');
  const keysOf = (name: 'sales' | 'customer') => `${mutualAddress(ports, name)}/.well-known/jwks.json`;
  const place: KongPlace = {
    template: join(root, 'kong', 'kong.yml'),
    output: home.kong,
    values: {
      redisHost: '127.0.0.1',
      redisPort: ports.redis,
      redisTls: true,
      ...Object.fromEntries(
        serviceNames.map((name) => [
          `${name}Targets`,
          instancesOf(name).map((one) => ({ target: `127.0.0.1:${mutualPort(ports, one)}`, weight: 100 })),
        ]),
      ),
      ...localLimits,
      tracesEndpoint: `${addressOf(ports, 'traces')}/v1/traces`,
      tracesRatio: traceRatio(),
      demoApplicationKey: secretOf(secrets, 'demoApplicationKey'),
      storefrontKey: secretOf(secrets, 'storefrontKey'),
      gatewayKeyHeader: `X-Gateway-Key:${secretOf(secrets, 'gatewayKey')}`,
      headquartersOrigin: headquarters,
      headquartersOriginByName: headquarters.replace('127.0.0.1', 'localhost'),
    },
    signers: { salesTokenKeys: keysOf('sales'), customerTokenKeys: keysOf('customer') },
    identities: { gateway: identityOf(home, 'gateway'), keeper: identityOf(home, 'keeper') },
  };
  writeWhole(home.kongPlace, place);
  return place;
}
