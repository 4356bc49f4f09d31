/** Links in mails: random, kept as hashes; used once, but for what may be said again. */
import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '@comptoir/service-kit/db/database';

export type Purpose = 'confirm' | 'reset' | 'unsubscribe';
const dayMs = 24 * 3_600_000;
/** Unsubscribing has to work for 60 days at least. Source: Canada's Anti-Spam Legislation, s. 11(2). */
const lifeMs: Readonly<Record<Purpose, number>> = {
  confirm: 7 * dayMs,
  reset: 3_600_000,
  unsubscribe: 400 * dayMs,
};
/** Source: OWASP Forgot Password Cheat Sheet: random, long, single use, expiring. */
const tokenBytes = 32;

const hashOf = (token: string) => createHash('sha256').update(token).digest();

export async function giveToken(tx: Tx, customerId: string, purpose: Purpose, now: Date): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url');
  await tx.query('insert into mail_token (hash, customer_id, purpose, expires_at) values ($1, $2, $3, $4)', [
    hashOf(token),
    customerId,
    purpose,
    new Date(now.getTime() + lifeMs[purpose]),
  ]);
  return token;
}

/** @returns whose token it was; undefined when it is unknown, used, or too old. */
export async function takeToken(
  tx: Tx,
  token: string,
  purpose: Purpose,
  now: Date,
): Promise<string | undefined> {
  const [rows]: [{ customer_id: string }[], number] = await tx.query(
    `update mail_token set used_at = $3 where hash = $1 and purpose = $2 and used_at is null and expires_at > $3
     returning customer_id`,
    [hashOf(token), purpose, now],
  );
  return rows[0]?.customer_id;
}

/** One that was used makes all the others of its kind worthless. */
export async function voidTokens(tx: Tx, customerId: string, purpose: Purpose): Promise<void> {
  await tx.query('delete from mail_token where customer_id = $1 and purpose = $2 and used_at is null', [
    customerId,
    purpose,
  ]);
}

/** Whose token it is, however often it is shown. */
export async function ownerOfToken(
  tx: Tx,
  token: string,
  purpose: Purpose,
  now: Date,
): Promise<string | undefined> {
  const rows: { customer_id: string }[] = await tx.query(
    'select customer_id from mail_token where hash = $1 and purpose = $2 and expires_at > $3',
    [hashOf(token), purpose, now],
  );
  return rows[0]?.customer_id;
}
