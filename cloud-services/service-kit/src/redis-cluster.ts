/**
 * Several Redis servers that share keys out among themselves (Redis Cluster). As with one: commands fail fast, nothing is sent a second time
 * by itself (whoever called knows whether it may be), and who is away is tried again for ever. Source: docs, Reliability, Redis.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster, type Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { Logger } from './logger.ts';
import { inTime, readGauge } from './metrics/read-gauge.ts';
import { connectTimeoutMs, reconnectAfterMs, redisAddress } from './redis.ts';

export type { Cluster } from 'ioredis';

/** How soon it is known that servers came, went, or took others' keys; who asks the wrong one is told at once. */
const slotsRefreshMs = 2_000;
/** Source: Redis Cluster specification, key distribution model. */
const slots = 16_384;
/** To the server that a key was moved to, and once more if it moved meanwhile. */
const redirectionsMax = 3;

/** Who starts while a server is away goes on without it. */
const readyWithinMs = 3_000;

/**
 * @param urls of some of its servers, as `redisAddress` takes them; the first one's credentials and authority are good for all.
 * @param commandTimeoutMs after which who asked is told that a server does not answer.
 * @returns once each server is spoken to or known to be away, after three seconds at most.
 */
export async function openRedisCluster(
  urls: readonly string[],
  {
    logger,
    metrics,
    commandTimeoutMs,
  }: Readonly<{
    logger: Logger;
    metrics: Registry;
    commandTimeoutMs: number;
  }>,
): Promise<Cluster> {
  const servers = urls.map((url) => new URL(redisAddress(url).url));
  const [url = ''] = urls;
  const { tls } = redisAddress(url);
  const { username, password } = new URL(url);
  const cluster = new Cluster(
    servers.map(({ hostname, port }) => ({ host: hostname, port: Number(port || '6379') })),
    {
      enableOfflineQueue: false,
      maxRedirections: redirectionsMax,
      retryDelayOnFailover: 0,
      retryDelayOnClusterDown: 0,
      slotsRefreshInterval: slotsRefreshMs,
      clusterRetryStrategy: reconnectAfterMs,
      redisOptions: {
        ...(tls ? { tls } : {}),
        ...(username ? { username: decodeURIComponent(username) } : {}),
        ...(password ? { password: decodeURIComponent(password) } : {}),
        connectTimeout: connectTimeoutMs,
        commandTimeout: commandTimeoutMs,
      },
    },
  );
  tellOfServers(cluster, logger);
  readGauge(
    metrics,
    {
      name: 'redis_cluster_away_ratio',
      help: 'Share of the keys whose server of the cluster does not answer the others, or us: 0 to 1.',
    },
    async () => [{ value: await awayRatio(cluster) }],
  );
  await Promise.race([isSpokenTo(cluster), pause(readyWithinMs, undefined, { ref: false })]);
  return cluster;
}

/** As the first server that answers sees its cluster: one that hangs is away too, once the others have waited for it. */
async function awayRatio(cluster: Cluster): Promise<number> {
  const told = Promise.any(cluster.nodes().map((one) => one.cluster('INFO')));
  const served = await inTime(told).then(
    (info) => Number(/^cluster_slots_ok:(\d+)/m.exec(String(info))?.[1] ?? 0),
    () => 0,
  );
  return 1 - served / slots;
}

async function isSpokenTo(cluster: Cluster): Promise<void> {
  if (cluster.status !== 'ready') await first(cluster, 'ready');
  await Promise.all(
    cluster.nodes().map((one) => one.status === 'ready' || first(one, 'ready', 'error', 'end')),
  );
}

/** Node's own `once` would throw what is only told: that a server is away. */
const first = (emitter: Cluster | Redis, ...events: readonly string[]) =>
  new Promise<void>((resolve) => {
    for (const event of events) emitter.once(event, () => resolve());
  });

/** Each server that goes and comes is told once. */
function tellOfServers(cluster: Cluster, logger: Logger): void {
  const away = new Set<string>();
  cluster.on('node error', (error: Error, server: string) => {
    if (!away.has(server)) logger.warn({ server, error: error.message }, 'a Redis of the cluster is away');
    away.add(server);
  });
  cluster.on('+node', (redis: Redis) => {
    // Left to itself it would connect with the first command, and refuse all others meanwhile. Who cannot connect is told of above.
    if (redis.status === 'wait') redis.connect().catch(() => undefined);
    redis.on('ready', () => {
      const server = `${redis.options.host}:${redis.options.port}`;
      if (away.delete(server)) logger.info({ server }, 'a Redis of the cluster is back');
    });
  });
  // None of them answers: each has been told.
  cluster.on('error', () => undefined);
}
