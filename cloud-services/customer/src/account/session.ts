/** Signing in, staying so, and signing out. */
import { randomBytes } from 'node:crypto';
import { clearTries, countTry } from '@comptoir/service-kit/auth/guesses';
import { checkNobody, isSecret } from '@comptoir/service-kit/auth/secret';
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { accessTokenSeconds, signAccessToken } from '../keys/access-token.ts';
import { type CustomerParts, newId } from '../parts.ts';
import {
  codesSince,
  countCodeTry,
  forgetCodeTries,
  isCodeOf,
  wrongCode,
} from '../second-factor/second-factor.ts';
import { customerOfChallenge, giveChallenge, takeChallenge } from '../store/challenges.ts';
import { activeCustomer, passwordOf } from '../store/customers.ts';
import {
  addToken,
  type Entrance,
  endSession,
  type KnownToken,
  lockToken,
  markUsed,
  noteSeen,
  openSession,
  tokenHash,
} from '../store/sessions.ts';
import type { Device } from './device.ts';

export type SignedIn = Readonly<{
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  customerId: string;
}>;

/** From where it is tried, and with what. */
export type Doorstep = Readonly<{ address: string; device: Device }>;

/**
 * @throws Problem 401 for an unknown address and a wrong password alike, 429 for whoever guesses; 401 `code-required`, with a
 * `challenge` to answer it by, when the password is right and a code is wanted too.
 */
export async function signIn(
  parts: CustomerParts,
  { email, password }: Readonly<{ email: string; password: string }>,
  { address, device }: Doorstep,
): Promise<SignedIn> {
  const { database, vault, now } = parts;
  const lookup = vault.lookupOf(email);
  const guess = { account: lookup, address };
  const waitSeconds = await database.transaction((tx) => countTry(tx, guess, now()));
  if (waitSeconds > 0)
    throw problem(
      429,
      'slow-down',
      'Too many wrong passwords',
      `Wait ${waitSeconds} seconds, or choose a new password by the link that we can mail you.`,
      { headers: { 'retry-after': String(waitSeconds) } },
    );
  const known = await passwordOf(database, { lookup });
  const isRight = known ? await isSecret(known.hash, password) : await checkNobody(password);
  if (!known || !isRight)
    throw problem(
      401,
      'wrong-credentials',
      'Address or password is wrong',
      'Check both. If you have just registered, follow the link in our mail first.',
    );
  const entered = await database.transaction(async (tx) => {
    await clearTries(tx, lookup);
    if ((await codesSince(tx, known.id)) !== null)
      return { challenge: await giveChallenge(tx, 'code', known.id, now()) };
    return startSession(tx, parts, known.id, { ...device, signedInBy: 'password' });
  });
  if ('challenge' in entered)
    throw problem(401, 'code-required', 'A code is wanted too', 'Send the code with this challenge.', {
      members: entered,
    });
  return entered;
}

/**
 * The second step: the password was right a moment ago.
 * @throws Problem 401 `session-ended` when that is too long ago, 422 `wrong-code`, 429 for whoever guesses.
 */
export async function answerWithCode(
  parts: CustomerParts,
  { challenge, code }: Readonly<{ challenge: string; code: string }>,
  { address, device }: Doorstep,
): Promise<SignedIn> {
  const { database, vault, now } = parts;
  const id = await customerOfChallenge(database, challenge, now());
  const customer = id === undefined ? undefined : await activeCustomer(database, vault, id);
  if (!customer) throw tooLate();
  await countCodeTry(parts, customer.id, address);
  return database.transaction(async (tx) => {
    if (!(await isCodeOf(tx, parts, customer, code))) throw wrongCode();
    if (!(await takeChallenge(tx, challenge, 'code', customer.id, now()))) throw tooLate();
    await forgetCodeTries(tx, vault, customer.id);
    return startSession(tx, parts, customer.id, { ...device, signedInBy: 'code' });
  });
}

export const tooLate = () =>
  problem(401, 'sign-in-too-old', 'This sign-in was begun too long ago', 'Begin anew.');

export async function startSession(
  tx: Tx,
  parts: CustomerParts,
  customerId: string,
  entrance: Entrance,
): Promise<SignedIn> {
  const sessionId = newId();
  const refreshToken = randomToken();
  await openSession(tx, sessionId, customerId, entrance, parts.now());
  await addToken(tx, sessionId, refreshToken, parts.now());
  return signed(parts, customerId, sessionId, refreshToken);
}

const randomToken = () => randomBytes(32).toString('base64url');

async function signed(
  { ring, now }: CustomerParts,
  customerId: string,
  sessionId: string,
  refreshToken: string,
): Promise<SignedIn> {
  const accessToken = await signAccessToken(ring, customerId, sessionId, now());
  return { accessToken, expiresInSeconds: accessTokenSeconds, refreshToken, customerId };
}

/** How long a request whose answer was lost may be sent again. */
const repeatMs = 60_000;

/**
 * A refresh token is used once; whoever shows it a second time has stolen it, or was stolen from: the session ends for both.
 * Source: RFC 9700, 4.14.2.
 * @param key Idempotency-Key: the same request again, whose answer was lost, gets the same answer, as long as nobody went on from it.
 * @throws Problem 401
 */
export async function refresh(
  parts: CustomerParts,
  token: string,
  key: string | undefined,
): Promise<SignedIn> {
  const { database, vault, now } = parts;
  // Derived, so that the repeated request finds it again though nobody keeps it.
  const successor =
    key === undefined ? randomToken() : vault.mac('refresh', token, key).toString('base64url');
  const request = key === undefined ? null : vault.mac('refresh-request', key);
  const outcome = await database.transaction(async (tx) => {
    const known = await lockToken(tx, token);
    if (!known || known.isEnded || known.expiresAt <= now()) return undefined;
    if (known.usedAt === null) {
      await addToken(tx, known.sessionId, successor, now());
      await markUsed(tx, token, { successor, request, at: now() });
      await noteSeen(tx, known.sessionId, now());
      return known;
    }
    if (isSameRequest(known, tokenHash(successor), request, now())) return known;
    await endSession(tx, known.sessionId, 'reuse', now());
    return undefined;
  });
  if (!outcome) throw problem(401, 'session-ended', 'This session has ended', 'Sign in again.');
  return signed(parts, outcome.customerId, outcome.sessionId, successor);
}

function isSameRequest(known: KnownToken, successor: Buffer, request: Buffer | null, now: Date): boolean {
  if (request === null || known.usedAt === null || known.isSuccessorUsed) return false;
  const isRecent = now.getTime() - known.usedAt.getTime() <= repeatMs;
  const isSame = (one: Buffer | null, other: Buffer) => one !== null && Buffer.compare(one, other) === 0;
  return isRecent && isSame(known.request, request) && isSame(known.successor, successor);
}

/** A token that is unknown has nothing to end: the answer is the same. */
export async function signOut(tx: Tx, { now }: CustomerParts, token: string): Promise<void> {
  const known = await lockToken(tx, token);
  if (known) await endSession(tx, known.sessionId, 'sign-out', now());
}
