/** Writes to PostgreSQL what changed in Redis. Each instance does, each takes a part; an older version never overwrites. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@comptoir/service-kit/db/database';
import type { Logger } from '@comptoir/service-kit/logger';
import { startLoop } from '@comptoir/service-kit/loop';
import type { ChainableCommander } from '@comptoir/service-kit/redis';
import { takeBehind, writtenBehind } from './scripts.ts';
import type { CartRedis, Shelf, Shelves } from './shelves.ts';

/** Together under the second that Redis may lose, also when the instance that took a cart dies. */
const everyMs = 200;
const leaseMs = 500;
/** Of a shelf. */
const batchMax = 500;
/** A server that takes longer keeps nobody waiting. */
const patienceMs = 200;

type Parts = Readonly<{ database: Database; redis: CartRedis; shelves: Shelves; logger: Logger }>;

export function startWriteBehind(parts: Parts): Readonly<{ close(): Promise<void> }> {
  const intake = openIntake(parts);
  const loop = startLoop('writing carts behind', everyMs, parts.logger, () => turn(parts, intake));
  return {
    async close() {
      await loop.close();
      await turn(parts, intake).catch(() => undefined);
    },
  };
}

/**
 * What lies on servers that answer is written, whatever becomes of the others.
 * @throws Error of the first that did not.
 */
async function turn(parts: Parts, intake: Intake): Promise<boolean> {
  const asked = await intake.ask();
  const taken = intake.empty();
  const values = taken.flatMap(({ held }) => held?.value ?? []);
  if (values.length > 0) await writeCarts(parts.database, values);
  const shelves = new Set(taken.map(({ shelf }) => shelf));
  const marked = await settledSoon(
    [...shelves].map((shelf) =>
      together(
        parts,
        taken.filter((one) => one.shelf === shelf),
        (batch, { id, held }) =>
          batch.eval(writtenBehind, 2, shelf.cart(id), shelf.behind, id, held?.version ?? ''),
      ),
    ),
  );
  const failed = [...asked, ...marked].find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  if (intake.silent() > 0) throw new Error(`${intake.silent()} shelves of carts do not answer`);
  return taken.length >= batchMax;
}

type Intake = ReturnType<typeof openIntake>;

/** What shelves have given out, also those whose server was late; these are not asked again before they have answered. */
function openIntake(parts: Parts) {
  const silent = new Set<Shelf>();
  let come: Taken[] = [];
  async function ask(shelf: Shelf): Promise<void> {
    silent.add(shelf);
    try {
      come.push(...(await take(parts, shelf)));
    } finally {
      silent.delete(shelf);
    }
  }
  return {
    silent: () => silent.size,
    ask: () => settledSoon(parts.shelves.all.filter((shelf) => !silent.has(shelf)).map(ask)),
    empty(): readonly Taken[] {
      const taken = come;
      come = [];
      return taken;
    },
  };
}

/** As `Promise.allSettled`; what takes longer counts as failed, and goes on. */
function settledSoon(promises: readonly Promise<unknown>[]): Promise<PromiseSettledResult<unknown>[]> {
  const late = pause(patienceMs, undefined, { ref: false }).then(() => {
    throw new Error(`a store of carts has not answered within ${patienceMs} ms`);
  });
  late.catch(() => undefined);
  return Promise.allSettled(promises.map((promise) => Promise.race([promise, late])));
}

/** As it lies in Redis: what is only carried on is not read and written again. */
type Held = Readonly<{ version: string; value: string }>;
type Taken = Readonly<{ shelf: Shelf; id: string; held: Held | undefined }>;

async function take(parts: Parts, shelf: Shelf): Promise<readonly Taken[]> {
  const ids = (await parts.redis.eval(takeBehind, 1, shelf.behind, batchMax, leaseMs)) as string[];
  const answers = await together(parts, ids, (batch, id) => batch.hmget(shelf.cart(id), 'version', 'value'));
  return ids.map((id, n) => {
    const [version = null, value = null] = answers[n] as (string | null)[];
    return { shelf, id, held: version === null || value === null ? undefined : { version, value } };
  });
}

/** One packet for all. @throws Error of the first that failed. */
async function together<T>(
  { redis }: Parts,
  all: readonly T[],
  ask: (batch: ChainableCommander, one: T) => unknown,
): Promise<unknown[]> {
  if (all.length === 0) return [];
  const batch = redis.pipeline();
  for (const one of all) ask(batch, one);
  return ((await batch.exec()) ?? []).map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}

/** In one order, so that two instances do not wait for each other in a circle. */
export async function writeCarts(database: Database, values: readonly string[]): Promise<void> {
  await database.query(
    `insert into cart (id, version, value)
     select value ->> 'sessionId', (value ->> 'version')::bigint, value from jsonb_array_elements($1::jsonb) order by 1
     on conflict (id) do update set version = excluded.version, value = excluded.value, changed_at = now()
       where cart.version < excluded.version`,
    [`[${values.join()}]`],
  );
}
