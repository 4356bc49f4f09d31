/** Whose certificates a house has, and where its programs meet. */
import { cartServers } from '../cart-stores.ts';
import type { Home } from '../home.ts';
import { type House, redisUrlOf } from '../house.ts';
import { serviceNames } from '../instances.ts';
import type { PlannedProcess } from '../plan.ts';
import type { PortName, Ports } from '../ports.ts';
import { nodeProcess } from '../processes/node-process.ts';
import { type CertificatePlace, identityPath } from './keep-certificates.ts';
import { storeNames } from './store-certificates.ts';

/** A service's instances share one. `keeper`: the commands that keep the house. */
export const programIdentities = [...serviceNames, 'gateway', 'keeper'] as const;
export type HouseIdentity = (typeof programIdentities)[number];

export const lifeSeconds = 24 * 3_600;

export const certificatePlaceOf = ({ tls }: Home): CertificatePlace => ({
  directory: tls,
  identities: [...programIdentities, ...storeNames],
  lifeSeconds,
});

export const identityOf = ({ tls }: Home, name: HouseIdentity) => identityPath(tls, name);

/** Above the port where an instance tells its health: its interface, for the house alone. */
export const mutualOffset = 60;
export const mutualPort = (ports: Ports, instance: PortName) => ports[instance] + mutualOffset;
export const mutualAddress = (ports: Ports, instance: PortName) =>
  `https://127.0.0.1:${mutualPort(ports, instance)}`;

export function certificates(house: House): PlannedProcess {
  const { home } = house;
  const { directory, identities } = certificatePlaceOf(home);
  return nodeProcess('certificates', {
    program: 'certificates',
    env: {
      CERTIFICATES_DIR: directory,
      CERTIFICATE_IDENTITIES: identities.join(','),
      CERTIFICATE_SECONDS: String(lifeSeconds),
      POSTGRES_DATA: home.postgres,
      REDIS_DATA: home.redis,
      ...(house.replicas ? { REPLICA_DATA: home.replica } : {}),
      REDIS_URLS: [
        redisUrlOf(house),
        ...(house.redisCluster ? cartServers(house).map(({ url }) => url) : []),
      ].join(','),
    },
  });
}
