/** The Redis Cluster in which carts lie when the house is asked for one (`scripts/up --redis-cluster`). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { authorityFile } from './certificates/authority-file.ts';
import { storeTlsOf } from './certificates/store-certificates.ts';
import type { House } from './house.ts';
import type { ProcessCommand } from './process-command.ts';
import { redisCommand, redisUrl } from './redis.ts';
import { type ClusterServer, clusterArguments } from './redis-cluster.ts';

/** Process names, which are port names too. */
export const cartStoreNames = ['cartStore1', 'cartStore2', 'cartStore3'] as const;
type CartStoreName = (typeof cartStoreNames)[number];

export const cartServers = ({ home, ports }: Pick<House, 'home' | 'ports'>): readonly ClusterServer[] =>
  cartStoreNames.map((name) => ({
    url: redisUrl(ports[name], authorityFile(home)),
    port: ports[name],
    clusterPort: ports[`${name}Cluster`],
  }));

/** As Cart takes them. */
export const cartServersUrls = (house: Pick<House, 'home' | 'ports'>): string =>
  cartServers(house)
    .map(({ url }) => url)
    .join(',');

/** Each has a folder of its own, where it writes whom it knows. */
export async function cartStoreCommand(
  { home, ports }: House,
  name: CartStoreName,
  say: (line: string) => void,
): Promise<ProcessCommand> {
  const directory = join(home.redis, name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const tls = storeTlsOf(home, 'redis');
  const command = await redisCommand(directory, ports[name], say, tls);
  return { ...command, args: [...command.args, ...clusterArguments(ports[`${name}Cluster`], tls)] };
}
