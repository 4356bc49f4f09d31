/** From one Redis to a cluster of carts, or back, in a house that runs. */
import { redisAddress } from '@comptoir/service-kit/redis';
import { Redis } from 'ioredis';
import { cartStoreNames } from './cart-stores.ts';
import { without } from './extend-plan.ts';
import { type House, instancesOf, redisUrlOf } from './house.ts';
import { currentPlan } from './supervision.ts';

/**
 * Where carts lay in the other place until now, whoever works with them ends, so that no cart lies in both; they are in PostgreSQL, and are
 * read from there. What an earlier run left in the Redis of all would be older.
 */
export async function leaveCartPlace(house: House): Promise<void> {
  const running = new Set(currentPlan(house.home).processes.map(({ name }) => name));
  const carts = instancesOf('cart').filter((name) => running.has(name));
  if (carts.length === 0 || running.has(cartStoreNames[0]) === (house.redisCluster ?? false)) return;
  for (const name of carts) await without(house, name);
  const { url, ...tls } = redisAddress(redisUrlOf(house));
  const redis = new Redis(url, tls);
  try {
    for await (const keys of redis.scanStream({ match: 'cart*', count: 1_000 }))
      if (keys.length > 0) await redis.unlink(...(keys as string[]));
  } finally {
    redis.disconnect();
  }
}
