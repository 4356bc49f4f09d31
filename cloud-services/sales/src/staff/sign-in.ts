/** Head office signs in with a password; tills check PINs themselves, from the feed. */
import { createHash } from 'node:crypto';
import { type Database, problem } from '@comptoir/service-kit';
import { clearTries, countTry } from '@comptoir/service-kit/auth/guesses';
import { checkNobody, isSecret } from '@comptoir/service-kit/auth/secret';
import type { Member } from './member.ts';
import { memberByLogin } from './store/rows.ts';

/**
 * @param address from where it is tried.
 * @throws Problem 401 for an unknown login and a wrong password alike, 429 for whoever guesses.
 */
export async function signIn(
  database: Database,
  { login, password }: Readonly<{ login: string; password: string }>,
  address: string,
  now: Date,
): Promise<Member> {
  const name = login.trim().toLowerCase();
  const account = createHash('sha256').update(name).digest();
  const wait = await database.transaction((tx) => countTry(tx, { account, address }, now));
  if (wait > 0) throw slowDown(wait);
  const member = await memberByLogin(database, name);
  const isRight =
    member?.passwordHash && member.isActive
      ? await isSecret(member.passwordHash, password)
      : await checkNobody(password);
  if (!member || !isRight)
    throw problem(
      401,
      'wrong-credentials',
      'Login or password is wrong',
      'Check both; after eight wrong passwords each further try waits longer.',
    );
  await database.transaction((tx) => clearTries(tx, account));
  return member;
}

const slowDown = (seconds: number) =>
  problem(
    429,
    'login-locked',
    'Too many wrong passwords',
    `Wait ${seconds} seconds, or have a colleague with access set a new password.`,
    { headers: { 'retry-after': String(seconds) } },
  );
