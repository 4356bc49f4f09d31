/** A new certificate for a store that runs: it takes it for connections from then on, and none is cut. */
import { redisAddress } from '@comptoir/service-kit/redis';
import { Redis } from 'ioredis';
import { postgresHolder } from '../postgres.ts';
import { type StoreHome, type StoreName, storeTlsOf } from './store-certificates.ts';
import { writeStoreCertificate } from './write-store-certificate.ts';

const answerTimeoutMs = 5_000;

/**
 * @param redisUrls of every Redis that shows this certificate.
 * @throws Error when the store is not there to be told: it is owed, and tried again.
 */
export async function renewStore(
  home: StoreHome,
  name: StoreName,
  redisUrls: readonly string[],
): Promise<void> {
  await writeStoreCertificate(home, name);
  if (name === 'redis') for (const url of redisUrls) await reloadRedis(home, url);
  else await reloadPostgres(home[name]);
}

/** Source: PostgreSQL 18 manual, 18.9.2: certificate and key are read again on SIGHUP. */
async function reloadPostgres(dataDir: string): Promise<void> {
  const pid = await postgresHolder(dataDir);
  if (pid === undefined) throw new Error('PostgreSQL does not run');
  process.kill(pid, 'SIGHUP');
}

/** The names stay the same, and what they hold is read again. Source: Redis 7.0, config.c, VOLATILE_CONFIG. */
async function reloadRedis(home: StoreHome, redisUrl: string): Promise<void> {
  const { certificate, key } = storeTlsOf(home, 'redis');
  const { url, ...tls } = redisAddress(redisUrl);
  const redis = new Redis(url, {
    ...tls,
    lazyConnect: true,
    connectTimeout: answerTimeoutMs,
    commandTimeout: answerTimeoutMs,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.call('CONFIG', 'SET', 'tls-cert-file', certificate, 'tls-key-file', key);
  } finally {
    redis.disconnect();
  }
}
