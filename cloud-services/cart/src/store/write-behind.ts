/** Writes to PostgreSQL what changed in Redis. Each instance does, each takes a part; an older version never overwrites. */
import type { Database } from '@comptoir/service-kit/db/database';
import type { Logger } from '@comptoir/service-kit/logger';
import { startLoop } from '@comptoir/service-kit/loop';
import { type Cart, cart } from '../cart.ts';
import { takeBehind, writtenBehind } from './scripts.ts';
import type { CartRedis, Shelf, Shelves } from './shelves.ts';

/** Together under the second that Redis may lose, also when the instance that took a cart dies. */
const everyMs = 200;
const leaseMs = 500;
/** Of a shelf. */
const batchMax = 500;

type Parts = Readonly<{ database: Database; redis: CartRedis; shelves: Shelves; logger: Logger }>;

export function startWriteBehind(parts: Parts): Readonly<{ close(): Promise<void> }> {
  const loop = startLoop('writing carts behind', everyMs, parts.logger, () => turn(parts));
  return {
    async close() {
      await loop.close();
      await turn(parts).catch(() => undefined);
    },
  };
}

/**
 * What lies on servers that answer is written, whatever becomes of the others.
 * @throws Error of the first that did not.
 */
async function turn(parts: Parts): Promise<boolean> {
  const told = await Promise.allSettled(parts.shelves.all.map((shelf) => take(parts, shelf)));
  const taken = told.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const carts = taken.flatMap(({ held }) => held ?? []);
  if (carts.length > 0) await writeCarts(parts.database, carts);
  const marked = await Promise.allSettled(
    taken.map(({ shelf, id, held }) =>
      parts.redis.eval(writtenBehind, 2, shelf.cart(id), shelf.behind, id, String(held?.version ?? '')),
    ),
  );
  const failed = [...told, ...marked].find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return told.some((one) => one.status === 'fulfilled' && one.value.length === batchMax);
}

type Taken = Readonly<{ shelf: Shelf; id: string; held: Cart | undefined }>;

async function take({ redis }: Parts, shelf: Shelf): Promise<readonly Taken[]> {
  const ids = (await redis.eval(takeBehind, 1, shelf.behind, batchMax, leaseMs)) as string[];
  return Promise.all(
    ids.map(async (id) => {
      const value = await redis.hget(shelf.cart(id), 'value');
      return { shelf, id, held: value === null ? undefined : cart.parse(JSON.parse(value)) };
    }),
  );
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
