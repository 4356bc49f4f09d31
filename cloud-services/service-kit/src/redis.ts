/**
 * Redis is a courier: it may vanish for a minute or be flushed, and everything heals by itself. So commands fail fast
 * rather than queue up, and the connection is tried again for ever. Source: docs, Reliability, Redis.
 */
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

export type { ChainableCommander, Redis } from 'ioredis';

export const connectTimeoutMs = 2_000;
export const commandTimeoutMs = 3_000;
const reconnectMsMax = 2_000;
/** @param times that it was tried. */
export const reconnectAfterMs = (times: number) => Math.min(50 * 2 ** Math.min(times, 6), reconnectMsMax);

export type RedisAddress = Readonly<{ url: string; tls?: Readonly<{ ca?: string; minVersion: 'TLSv1.3' }> }>;

/**
 * @param url `redis://…`, or `rediss://…` for TLS, with `?sslrootcert=FILE` where its authority is none that this machine knows: named as
 *   PostgreSQL's addresses do.
 * @throws Error when that file cannot be read.
 */
export function redisAddress(url: string): RedisAddress {
  const address = new URL(url);
  if (address.protocol !== 'rediss:') return { url };
  const authority = address.searchParams.get('sslrootcert');
  address.searchParams.delete('sslrootcert');
  // The library would make its own TLS options of the scheme, and look at none of ours.
  address.protocol = 'redis:';
  const ca = authority === null ? {} : { ca: readFileSync(authority, 'utf8') };
  return { url: address.href, tls: { ...ca, minVersion: 'TLSv1.3' } };
}

export function openRedis(url: string, logger: Logger, options: { blocking?: boolean } = {}): Redis {
  const { url: address, ...tls } = redisAddress(url);
  const redis = new Redis(address, {
    ...tls,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: connectTimeoutMs,
    ...(options.blocking ? {} : { commandTimeout: commandTimeoutMs }),
    retryStrategy: reconnectAfterMs,
    reconnectOnError: (error) => error.message.includes('READONLY'),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn({ error: error.message }, 'Redis is away; events wait in the outbox');
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.info({}, 'Redis is back');
    away = false;
  });
  return redis;
}
