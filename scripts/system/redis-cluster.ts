/** Redis servers that share keys out among themselves: no key is kept twice, so whoever keeps one has it elsewhere too (ADR 0087). */
import { redisAddress } from '@comptoir/service-kit/redis';
import { Redis } from 'ioredis';
import { waitUntil } from './wait-until.ts';

const slots = 16_384;
/** Until the others are sure that one is away; it changes nothing for the slots of those that are there. */
const nodeTimeoutMs = 2_000;
const joinTimeoutMs = 20_000;
const answerTimeoutMs = 5_000;

/** @param port by which the servers speak among themselves. Source: Redis 7.0, redis.conf, REDIS CLUSTER. */
export const clusterArguments = (port: number, tls?: Readonly<{ authority: string }>): readonly string[] => [
  ...['--cluster-enabled', 'yes', '--cluster-port', String(port)],
  ...['--cluster-node-timeout', String(nodeTimeoutMs)],
  // Whose carts lie on a server that is there need not wait for one that is not.
  ...['--cluster-require-full-coverage', 'no'],
  ...(tls ? ['--tls-cluster', 'yes', '--tls-ca-cert-file', tls.authority] : []),
];

/** @param url as programs take it. */
export type ClusterServer = Readonly<{ url: string; port: number; clusterPort: number }>;

/**
 * Makes one cluster of servers that accept connections. Those that were one already find each other again, also behind other ports.
 * @throws Error when they do not come together in time.
 */
export async function joinCluster(servers: readonly ClusterServer[]): Promise<void> {
  const clients = servers.map(({ url }) => open(url));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const infos = await Promise.all(clients.map(infoOf));
    if (infos.every((info) => info.cluster_known_nodes === '1'))
      // Not one that took its share already, when we were ended before they met.
      for (const [index, client] of clients.entries())
        if (infos[index]?.cluster_slots_assigned === '0') await takeShare(client, index, clients.length);
    for (const client of clients)
      for (const { port, clusterPort } of servers)
        await client.call('CLUSTER', 'MEET', '127.0.0.1', port, clusterPort);
    await waitUntil('the servers of carts are one cluster', joinTimeoutMs, async () =>
      (await Promise.all(clients.map(infoOf))).every(
        (info) => info.cluster_state === 'ok' && info.cluster_slots_ok === String(slots),
      ),
    );
  } finally {
    for (const client of clients) client.disconnect();
  }
}

function open(address: string): Redis {
  const { url, ...tls } = redisAddress(address);
  const timeouts = { connectTimeout: answerTimeoutMs, commandTimeout: answerTimeoutMs };
  const client = new Redis(url, { ...tls, ...timeouts, lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  return client;
}

async function infoOf(client: Redis): Promise<Readonly<Record<string, string>>> {
  const text = String(await client.call('CLUSTER', 'INFO'));
  return Object.fromEntries(text.split('\r\n').map((line) => line.split(':')));
}

async function takeShare(client: Redis, index: number, count: number): Promise<void> {
  const from = Math.floor((slots * index) / count);
  const until = Math.floor((slots * (index + 1)) / count) - 1;
  await client.call('CLUSTER', 'ADDSLOTSRANGE', from, until);
}
