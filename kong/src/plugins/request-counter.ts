/** Counts requests per window in Redis, so that several gateways share one count. */
import { Redis } from 'ioredis';

export interface RequestCounter {
  /** Adds one to each key; undefined when Redis does not answer in time. */
  count(windows: readonly { key: string; ttlSeconds: number }[]): Promise<readonly number[] | undefined>;
  close(): void;
}

/** A request waits no longer than this for its count. */
const answerTimeoutMs = 250;
const reconnectMs = 500;

export type CountingPlace = Readonly<{ host: string; port: number; tls?: Readonly<{ ca: string }> }>;

export function createRequestCounter(
  place: CountingPlace,
  onFault: (message: string) => void,
): RequestCounter {
  const redis = new Redis({
    ...place,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerTimeoutMs,
    retryStrategy: () => reconnectMs,
  });
  redis.on('error', (error) => onFault(error.message));
  return {
    async count(windows) {
      const pipeline = redis.pipeline();
      for (const { key, ttlSeconds } of windows) pipeline.incr(key).expire(key, ttlSeconds);
      try {
        const results = (await pipeline.exec()) ?? [];
        const counts = windows.map((_, at) => results[at * 2]?.[1]);
        return counts.every((count) => typeof count === 'number') ? counts : undefined;
      } catch {
        return undefined;
      }
    },
    close: () => redis.disconnect(),
  };
}
