/**
 * Who carries checkouts on, and who is gone. Each process has a number, kept in its leases, and locks it for as long as a connection of its own
 * stands: when the process dies, the database lets go of the lock at once, and another may take over what it had in hand.
 */
import { randomInt } from 'node:crypto';
import type { Database, Logger } from '@comptoir/service-kit';
import { keepConnected } from '@comptoir/service-kit/db/standing-connection';

export type Executors = Readonly<{
  /** Ours; null while we do not have its lock: a lease that is taken then is good for its time, whatever becomes of us. */
  number(): number | null;
  /** Those found gone, in two looks at least a second apart: a connection may break while its process lives, and is made again at once. */
  gone(): readonly number[];
  /** Looks whether those who have a checkout in hand are there. */
  look(): Promise<void>;
  close(): Promise<void>;
}>;

/** How a lease is taken: for how long at most, by whom, from whom at once. */
export type Leasing = Readonly<{ leaseMs: number; executors: Pick<Executors, 'number' | 'gone'> }>;

/** The first key of all locks of executors; the second is the executor's number. */
const lockOfExecutors = 4_711;
const goneAfterMs = 1_000;

export function joinExecutors(database: Database, logger: Logger): Executors {
  let number = newNumber();
  let isHere = false;
  let missedSince = new Map<number, number>();
  const connection = keepConnected(
    { url: database.url, name: 'order executor', logger },
    async (client) => {
      while (!isHere) {
        const { rows } = await client.query<{ held: boolean }>(
          'select pg_try_advisory_lock($1, $2) as held',
          [lockOfExecutors, number],
        );
        isHere = rows[0]?.held === true;
        // Somebody else's, or that of a connection of ours whose end the server has not heard of.
        if (!isHere) number = newNumber();
      }
    },
    () => {
      isHere = false;
    },
  );
  return {
    number: () => (isHere ? number : null),
    gone: () =>
      [...missedSince]
        .filter(([, sinceMs]) => performance.now() - sinceMs >= goneAfterMs)
        .map(([one]) => one),
    async look() {
      const missing = await database.query<{ holder: number }>(
        `with holding as (select distinct holder from saga where due_at <= now() and lease_until > now() and holder <> $2)
         select holder from holding where pg_try_advisory_xact_lock_shared($1, holder)`,
        [lockOfExecutors, number],
      );
      const nowMs = performance.now();
      missedSince = new Map(missing.map(({ holder }) => [holder, missedSince.get(holder) ?? nowMs]));
    },
    close: connection.close,
  };
}

const newNumber = () => randomInt(1, 2 ** 31);
