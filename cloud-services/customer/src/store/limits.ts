/** What slows guessers down, and keeps a mailbox from being flooded. Kept by the HMAC of the address that was typed. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { type Guesses, oneMoreTry } from '../account/guessing.ts';

/** @returns seconds to wait; 0: this try is counted, and may go on. */
export async function countTry(tx: Tx, lookup: Uint8Array, now: Date): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 500))', [
    Buffer.from(lookup).toString('base64'),
  ]);
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
  const outcome = oneMoreTry(before, now);
  if (!outcome.isAllowed) return outcome.waitSeconds;
  const { tries, waitUntil, lastAt } = outcome.guesses;
  await tx.query(
    `insert into guess (lookup, tries, wait_until, last_at) values ($1, $2, $3, $4)
     on conflict (lookup) do update set tries = $2, wait_until = $3, last_at = $4`,
    [lookup, tries, waitUntil, lastAt],
  );
  return 0;
}

export async function clearTries(tx: Tx, lookup: Uint8Array): Promise<void> {
  await tx.query('delete from guess where lookup = $1', [lookup]);
}

const mailsAnHour = 5;

/** @returns false when this address got enough mails that it may not have asked for. */
export async function mayMail(tx: Tx, lookup: Uint8Array, now: Date): Promise<boolean> {
  const rows: { mails: number }[] = await tx.query(
    `insert into mail_budget (lookup, since, mails) values ($1, $2, 1)
     on conflict (lookup) do update set
       mails = case when mail_budget.since < $2::timestamptz - interval '1 hour' then 1 else mail_budget.mails + 1 end,
       since = case when mail_budget.since < $2::timestamptz - interval '1 hour' then $2 else mail_budget.since end
     returning mails`,
    [lookup, now],
  );
  return (rows[0]?.mails ?? 0) <= mailsAnHour;
}
