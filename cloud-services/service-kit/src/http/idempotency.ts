/**
 * `Idempotency-Key`: same key and same body → the first answer again; same key, other body → 422; first still running
 * → 409. Claim, effect and answer are one transaction, so a crash leaves either all or nothing.
 * Source: docs, HTTP interface, Conventions.
 */
import { createHash } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { problem } from './problem.ts';

export type StoredAnswer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}>;

export type Claim = Readonly<{
  /** Who asks: two callers may use the same key. */
  caller: string;
  /** Method and path. */
  operation: string;
  key: string;
  body: unknown;
}>;

const keyLengthMax = 255;

/** @throws Problem 400 for a key that cannot be one. */
export function checkKey(key: string | undefined, required: boolean): string | undefined {
  if (key === undefined && required)
    throw problem(
      400,
      'idempotency-key-required',
      'This call needs an Idempotency-Key',
      'Send a new UUID for each intended effect, and the same one when you retry.',
    );
  if (key !== undefined && (key.length === 0 || key.length > keyLengthMax))
    throw problem(
      400,
      'invalid-request',
      'The Idempotency-Key is empty or too long',
      `Use 1 to ${keyLengthMax} characters.`,
    );
  return key;
}

/**
 * Runs `work` once for a claim.
 * @param retell when told, answers are not kept: this says them again.
 * @returns the answer, and whether it is the first one given again.
 */
export async function once(
  tx: Tx,
  claim: Claim,
  work: () => Promise<StoredAnswer>,
  retell?: () => Promise<StoredAnswer>,
): Promise<{ answer: StoredAnswer; replayed: boolean }> {
  const { caller, operation, key } = claim;
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(claim.body ?? null))
    .digest();
  const [lock, found] = await Promise.all([
    tx.query<{ held: boolean }[]>('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held', [
      JSON.stringify([caller, operation, key]),
    ]),
    // Done after the lock was taken, and so sees what its last holder committed.
    tx.query<{ body_hash: Buffer; status: number; headers: Record<string, string>; body: unknown }[]>(
      'select body_hash, status, headers, body from idempotency_key where caller = $1 and operation = $2 and key = $3',
      [caller, operation, key],
    ),
  ]);
  if (!lock[0]?.held)
    throw problem(
      409,
      'request-in-progress',
      'The first request with this Idempotency-Key is still running',
      'Retry in a moment with the same key.',
      { headers: { 'retry-after': '1' } },
    );
  const first = found[0];
  if (first) {
    if (!first.body_hash.equals(bodyHash))
      throw problem(
        422,
        'idempotency-key-reused',
        'This Idempotency-Key was used with another body',
        'Use a new key for a new request.',
      );
    if (retell) return { answer: await retell(), replayed: true };
    return { answer: { status: first.status, headers: first.headers, body: first.body }, replayed: true };
  }
  const answer = await work();
  await tx.query(
    `insert into idempotency_key (caller, operation, key, body_hash, status, headers, body)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb)`,
    [
      caller,
      operation,
      key,
      bodyHash,
      answer.status,
      JSON.stringify(answer.headers),
      JSON.stringify(retell ? null : (answer.body ?? null)),
    ],
  );
  return { answer, replayed: false };
}
