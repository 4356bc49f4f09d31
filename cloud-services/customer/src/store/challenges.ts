/** What a sign-in that takes two steps begins with: random, kept as a hash, good for a few minutes. */
import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '@comptoir/service-kit/db/database';
import type { Asked } from './customers.ts';

/** `code`: the password was right; the others are what an authenticator is to sign. */
type ChallengePurpose = 'code' | 'new-passkey' | 'passkey';

const challengeBytes = 32;
const lifeMs = 5 * 60_000;
const hashOf = (challenge: string) => createHash('sha256').update(challenge).digest();

/** @param customerId null when it is not known yet who will answer. */
export async function giveChallenge(
  asked: Asked,
  purpose: ChallengePurpose,
  customerId: string | null,
  now: Date,
): Promise<string> {
  const challenge = randomBytes(challengeBytes).toString('base64url');
  await asked.query(
    'insert into challenge (hash, purpose, customer_id, expires_at) values ($1, $2, $3, $4)',
    [hashOf(challenge), purpose, customerId, new Date(now.getTime() + lifeMs)],
  );
  return challenge;
}

/** Whose it is, without using it up: a code may be mistyped. */
export async function customerOfChallenge(
  asked: Asked,
  challenge: string,
  now: Date,
): Promise<string | undefined> {
  const rows = (await asked.query(
    `select customer_id from challenge where hash = $1 and purpose = 'code' and expires_at > $2`,
    [hashOf(challenge), now],
  )) as { customer_id: string }[];
  return rows[0]?.customer_id;
}

/** @returns whether it was there, for this customer or for nobody yet: of two that answer the same, one is let in. */
export async function takeChallenge(
  tx: Tx,
  challenge: string,
  purpose: ChallengePurpose,
  customerId: string | null,
  now: Date,
): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    `delete from challenge where hash = $1 and purpose = $2 and customer_id is not distinct from $3::uuid and expires_at > $4`,
    [hashOf(challenge), purpose, customerId, now],
  );
  return count === 1;
}
