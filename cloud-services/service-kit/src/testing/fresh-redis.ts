/** A Redis database of its own for a test file, on the real server that the test run starts (`inject('redisUrl')`). */
import { Redis } from 'ioredis';

/** The first numbers are left to tests that name theirs. */
const firstNumber = 16;

/** @returns the address of an empty database that nobody else was given. */
export async function freshRedis(redisUrl: string): Promise<string> {
  const redis = new Redis(redisUrl);
  try {
    return `${redisUrl}/${firstNumber + (await redis.incr('databases-given-to-tests'))}`;
  } finally {
    redis.disconnect();
  }
}
