/** Which cart is a customer's: a pointer in Redis that is compared while it is set; PostgreSQL knows it when Redis lost it. */
import type { Database } from '@comptoir/service-kit/db/database';
import { accountErased } from '../refusals.ts';
import { reaching } from './carts.ts';
import { ttlMs } from './put.ts';
import type { CartRedis } from './shelves.ts';

export type Owners = Readonly<{
  /** The cart that the customer had last, open or not. @throws Problem 401 `account-erased`. */
  cartOf(customerId: string): Promise<string | undefined>;
  /** @returns false when another device was quicker: the pointer is no longer `before`. */
  point(customerId: string, before: string | undefined, to: string): Promise<boolean>;
}>;

export const pointerKey = (customerId: string) => `cart-of:${customerId}`;

/** Where a pointer led, once its customer is erased: a token of theirs may be good a while longer, and gets no cart. */
export const erasedPointer = 'erased';
/** Longer than any token is good. Source: customer, README, access token. */
export const erasedForS = 3_600;

/** KEYS pointer; ARGV expected ('' for none), next, ttl ms. */
const compareAndPoint = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

export function openOwners({ database, redis }: Readonly<{ database: Database; redis: CartRedis }>): Owners {
  const point: Owners['point'] = async (customerId, before = '', to) =>
    (await reaching(redis.eval(compareAndPoint, 1, pointerKey(customerId), before, to, ttlMs))) === 1;
  return {
    point,
    async cartOf(customerId) {
      const known = await reaching(redis.get(pointerKey(customerId)));
      if (known === erasedPointer) throw accountErased();
      if (known !== null) return known;
      const rows = await database.query<{ id: string }>(
        `select id from cart where value ->> 'customerId' = $1 and value ->> 'status' <> 'deleted'
         order by changed_at desc limit 1`,
        [customerId],
      );
      const id = rows[0]?.id;
      if (id !== undefined) await point(customerId, undefined, id);
      return id;
    },
  };
}
