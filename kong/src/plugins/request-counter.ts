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

/** KEYS windows, ARGV their seconds to live. One command, where two windows took four: writing to sockets is most of what a request costs here. */
const addOne = `
local counts = {}
for at, key in ipairs(KEYS) do
  counts[at] = redis.call('INCR', key)
  if counts[at] == 1 then redis.call('EXPIRE', key, ARGV[at]) end
end
return counts`;

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
      try {
        const keys = windows.map(({ key }) => key);
        const counts = await redis.eval(
          addOne,
          keys.length,
          ...keys,
          ...windows.map(({ ttlSeconds }) => ttlSeconds),
        );
        return counts as number[];
      } catch {
        return undefined;
      }
    },
    close: () => redis.disconnect(),
  };
}
