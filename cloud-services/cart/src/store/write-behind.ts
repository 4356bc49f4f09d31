/** Writes to PostgreSQL what changed in Redis. Each instance does, each takes a part; an older version never overwrites. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Logger } from '@comptoir/service-kit/logger';
import { startLoop } from '@comptoir/service-kit/loop';
import type { Redis } from '@comptoir/service-kit/redis';
import { type Cart, cart } from '../cart.ts';
import { takeBehind, writtenBehind } from './scripts.ts';

export const cartKey = (id: string) => `cart:${id}`;
export const behindKey = 'cart-behind';

/** Together under the second that Redis may lose, also when the instance that took a cart dies. */
const everyMs = 200;
const leaseMs = 500;
const batchMax = 500;

export function startWriteBehind(
  parts: Readonly<{ database: Database; redis: Redis; logger: Logger }>,
): Readonly<{ close(): Promise<void> }> {
  const loop = startLoop('writing carts behind', everyMs, parts.logger, () => turn(parts));
  return {
    async close() {
      await loop.close();
      await turn(parts).catch(() => undefined);
    },
  };
}

async function turn({ database, redis }: Readonly<{ database: Database; redis: Redis }>): Promise<boolean> {
  const ids = (await redis.eval(takeBehind, 1, behindKey, batchMax, leaseMs)) as string[];
  if (ids.length === 0) return false;
  const values = await Promise.all(ids.map((id) => redis.hget(cartKey(id), 'value')));
  const carts = values.flatMap((value) => (value === null ? [] : [cart.parse(JSON.parse(value))]));
  await writeCarts(database, carts);
  const versions = new Map(carts.map(({ sessionId, version }) => [sessionId, version]));
  await Promise.all(
    ids.map((id) => redis.eval(writtenBehind, 2, cartKey(id), behindKey, id, String(versions.get(id) ?? ''))),
  );
  return ids.length === batchMax;
}

export async function writeCarts(database: Database, carts: readonly Cart[]): Promise<void> {
  const ordered = [...carts].sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));
  await database.query(
    `insert into cart (id, version, value)
     select value ->> 'sessionId', (value ->> 'version')::bigint, value from unnest($1::jsonb[]) as row (value)
     on conflict (id) do update set version = excluded.version, value = excluded.value, changed_at = now()
       where cart.version < excluded.version`,
    [ordered.map((one) => JSON.stringify(one))],
  );
}
