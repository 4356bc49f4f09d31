/** Tries of passwords in Postgres, by what was typed, known or not: an attacker learns nothing from the difference. */
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Tx } from '../db/database.ts';
import { migration } from '../db/migrations.ts';
import { atAnyAddress, atOneAddress, type Guesses, oneMoreTry, type Patience } from './guessing.ts';

/** For a service that has none yet. `account`: whose tries from one address a row counts; null: from everywhere. */
export const guessTable = migration(
  'Guesses1764000000570',
  `create table guess (
     lookup bytea primary key, tries int not null, wait_until timestamptz not null, last_at timestamptz not null, account bytea
   );
   create index guess_account on guess (account);`,
  'drop table guess;',
);

/** Whose password is tried, and from where. `account`: a hash of what was typed. */
export type Guess = Readonly<{ account: Uint8Array; address: string }>;

/** As the gateway tells it; without a gateway, who is connected. */
export const addressOf = (request: Request): string =>
  request.get('x-real-ip') ?? request.socket.remoteAddress ?? '';

/** @returns seconds to wait; 0: this try is counted, and may go on. */
export async function countTry(tx: Tx, { account, address }: Guess, now: Date): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 500))', [
    Buffer.from(account).toString('base64'),
  ]);
  const here = createHash('sha256').update(account).update(address).digest();
  const waitHere = await countOne(tx, here, account, now, atOneAddress);
  return waitHere > 0 ? waitHere : countOne(tx, account, null, now, atAnyAddress);
}

async function countOne(
  tx: Tx,
  lookup: Uint8Array,
  account: Uint8Array | null,
  now: Date,
  patience: Patience,
): Promise<number> {
  const rows: { tries: number; wait_until: Date; last_at: Date }[] = await tx.query(
    'select tries, wait_until, last_at from guess where lookup = $1',
    [lookup],
  );
  const [row] = rows;
  const before: Guesses | undefined = row && {
    tries: row.tries,
    waitUntil: row.wait_until,
    lastAt: row.last_at,
  };
  const outcome = oneMoreTry(before, now, patience);
  if (!outcome.isAllowed) return outcome.waitSeconds;
  const { tries, waitUntil, lastAt } = outcome.guesses;
  await tx.query(
    `insert into guess (lookup, account, tries, wait_until, last_at) values ($1, $2, $3, $4, $5)
     on conflict (lookup) do update set tries = $3, wait_until = $4, last_at = $5`,
    [lookup, account, tries, waitUntil, lastAt],
  );
  return 0;
}

/** The password was right, or is another one now: whoever waits need not any more. What is a day old counts for nothing. */
export async function clearTries(tx: Tx, account: Uint8Array): Promise<void> {
  await tx.query(
    `delete from guess where lookup = $1 or account = $1 or last_at < now() - interval '1 day'`,
    [account],
  );
}
