/** One running copy: where its state lies, which ports and secrets it has, and what its services are called. */

import { authorityFile } from './certificates/authority-file.ts';
import { databaseUrl, type ServiceDatabase } from './databases.ts';
import type { Home } from './home.ts';
import { instanceCounts, type ServiceName, serviceNames } from './instances.ts';
import type { PortName, Ports } from './ports.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { redisUrl } from './redis.ts';

/** Any instance of Cart serves any request: with three, the gateway can lose one. All others run once, unless told. */
const counts = instanceCounts(process.env.COMPTOIR_INSTANCES);
/** Process names, which are port names too. */
export const instancesOf = (name: ServiceName): readonly PortName[] =>
  ([name, `${name}2`, `${name}3`] as const).slice(0, counts[name]);
export const serviceInstances: readonly PortName[] = serviceNames.flatMap(instancesOf);

export const secretNames = [
  'postgres',
  ...serviceNames,
  'demoApplicationKey',
  'storefrontKey',
  'gatewayKey',
  'paymentProvider',
  'paymentWebhook',
  'carrier',
  'carrierWebhook',
  'admin',
] as const;
export type Secrets = Readonly<Record<string, string>>;

export interface House {
  readonly home: Home;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** A second PostgreSQL follows the first. */
  readonly replicas?: boolean;
  /** Carts lie in a Redis Cluster. */
  readonly redisCluster?: boolean;
  /** The house ends with this process. */
  readonly owner?: ProcessIdentity | undefined;
}

export const addressOf = (ports: Ports, name: PortName) => `http://127.0.0.1:${ports[name]}`;

export function databasesOf({ secrets }: House): readonly ServiceDatabase[] {
  return serviceNames.map((name) => ({ name, password: secretOf(secrets, name) }));
}

export const databaseUrlOf = ({ home, secrets, ports }: House, name: ServiceName) =>
  databaseUrl({ name, password: secretOf(secrets, name) }, ports.postgres, authorityFile(home));

export const replicaUrlOf = ({ home, secrets, ports }: House, name: ServiceName) =>
  databaseUrl({ name, password: secretOf(secrets, name) }, ports.replica, authorityFile(home));

export const redisUrlOf = ({ home, ports }: House) => redisUrl(ports.redis, authorityFile(home));

export function secretOf(secrets: Secrets, name: string): string {
  const secret = secrets[name];
  if (secret === undefined) throw new Error(`the home has no secret ${name}`);
  return secret;
}
