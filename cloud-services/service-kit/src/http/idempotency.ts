/**
 * `Idempotency-Key`: same key and same body → the first answer again; same key, other body → 422; first still running
 * → 409. Claim, effect and answer are one transaction, so a crash leaves either all or nothing.
 * Source: docs, HTTP interface, Conventions.
 */
import { createHash } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { Problem, problem } from './problem.ts';

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

type Found = Readonly<{
  n: number;
  body_hash: Buffer;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}>;
/** `first`: it has not been answered before, and nobody else does it now. */
type Claimed = 'first' | StoredAnswer | Problem;
export type Answered = Readonly<{
  answer: StoredAnswer;
  /** Whether it is the first answer given again. */
  replayed: boolean;
}>;

/**
 * Runs `work` once for a claim.
 * @param retell when told, answers are not kept: this says them again.
 */
export async function once(
  tx: Tx,
  claim: Claim,
  work: () => Promise<StoredAnswer>,
  retell?: () => Promise<StoredAnswer>,
): Promise<Answered> {
  const [claimed] = await claimEach(tx, [claim]);
  if (claimed === undefined || claimed instanceof Problem) throw claimed;
  if (claimed !== 'first') return { answer: retell ? await retell() : claimed, replayed: true };
  const answer = await work();
  await keepEach(tx, [[claim, retell ? { ...answer, body: null } : answer]]);
  return { answer, replayed: false };
}

/**
 * As `once`, for many at a time. The claims must differ.
 * @param work gets the numbers of those to be done, and answers each in that order; what is no answer is not kept.
 */
export async function onceEach<O>(
  tx: Tx,
  claims: readonly Claim[],
  work: (numbers: readonly number[]) => Promise<readonly (StoredAnswer | O)[]>,
  isAnswer: (outcome: StoredAnswer | O) => outcome is StoredAnswer,
): Promise<(Answered | Problem | O)[]> {
  const claimed = await claimEach(tx, claims);
  const numbers = claimed.flatMap((what, n) => (what === 'first' ? n : []));
  const done = numbers.length > 0 ? await work(numbers) : [];
  const outcomes = new Map(numbers.map((n, at) => [n, done[at] as StoredAnswer | O]));
  await keepEach(
    tx,
    [...outcomes].flatMap(([n, outcome]) => {
      const claim = claims[n];
      return claim && isAnswer(outcome) ? [[claim, outcome] as const] : [];
    }),
  );
  return claimed.map((what, n) => {
    if (what instanceof Problem) return what;
    if (what !== 'first') return { answer: what, replayed: true };
    const outcome = outcomes.get(n) as StoredAnswer | O;
    return isAnswer(outcome) ? { answer: outcome, replayed: false } : outcome;
  });
}

async function claimEach(tx: Tx, claims: readonly Claim[]): Promise<Claimed[]> {
  const columns = columnsOf(claims);
  const [locks, rows] = await Promise.all([
    tx.query<{ held: boolean }[]>(
      `select pg_try_advisory_xact_lock(hashtextextended(claim, 0)) as held
       from unnest($1::text[]) with ordinality as c(claim, n) order by n`,
      [claims.map(({ caller, operation, key }) => JSON.stringify([caller, operation, key]))],
    ),
    // Done after the locks were taken, and so sees what their last holders committed.
    tx.query<Found[]>(
      `select c.n::int as n, k.body_hash, k.status, k.headers, k.body
       from unnest($1::text[], $2::text[], $3::text[]) with ordinality as c(caller, operation, key, n)
       join idempotency_key k on k.caller = c.caller and k.operation = c.operation and k.key = c.key`,
      columns,
    ),
  ]);
  const found = new Map(rows.map((row) => [row.n, row]));
  return claims.map((claim, index): Claimed => {
    if (!locks[index]?.held)
      return problem(
        409,
        'request-in-progress',
        'The first request with this Idempotency-Key is still running',
        'Retry in a moment with the same key.',
        { headers: { 'retry-after': '1' } },
      );
    const first = found.get(index + 1);
    if (!first) return 'first';
    if (!first.body_hash.equals(hashOf(claim)))
      return problem(
        422,
        'idempotency-key-reused',
        'This Idempotency-Key was used with another body',
        'Use a new key for a new request.',
      );
    return { status: first.status, headers: first.headers, body: first.body };
  });
}

async function keepEach(tx: Tx, answers: readonly (readonly [Claim, StoredAnswer])[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.query(
    `insert into idempotency_key (caller, operation, key, body_hash, status, headers, body)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::int[], $6::jsonb[], $7::jsonb[])`,
    [
      ...columnsOf(answers.map(([claim]) => claim)),
      answers.map(([claim]) => hashOf(claim)),
      answers.map(([, { status }]) => status),
      answers.map(([, { headers }]) => JSON.stringify(headers)),
      answers.map(([, { body }]) => JSON.stringify(body ?? null)),
    ],
  );
}

const columnsOf = (claims: readonly Claim[]) => [
  claims.map(({ caller }) => caller),
  claims.map(({ operation }) => operation),
  claims.map(({ key }) => key),
];

const hashOf = ({ body }: Claim): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest();
