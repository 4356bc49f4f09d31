/**
 * Redis is a courier: it may vanish for a minute or be flushed, and everything heals by itself. So commands fail fast
 * rather than queue up, and the connection is tried again for ever. Source: docs, Reliability, Redis.
 */
import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

export type { Redis } from 'ioredis';

const reconnectMsMax = 2_000;

export function openRedis(url: string, logger: Logger, options: { blocking?: boolean } = {}): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    ...(options.blocking ? {} : { commandTimeout: 3_000 }),
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), reconnectMsMax),
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
