/** Head office signs in with a password; tills check PINs themselves, from the feed. */
import { type Database, problem } from '@comptoir/service-kit';
import { checkNobody, isSecret } from '@comptoir/service-kit/auth/secret';
import { afterFailure, waitSeconds } from './lock-out.ts';
import type { Member } from './member.ts';
import { clearFailures, failuresOf, memberByLogin, saveFailures } from './store/rows.ts';

/** @throws Problem 401 for an unknown login and a wrong password alike, 429 while locked. */
export async function signIn(
  database: Database,
  login: string,
  password: string,
  now: Date,
): Promise<Member> {
  const name = login.trim().toLowerCase();
  const wait = waitSeconds(await database.transaction((tx) => failuresOf(tx, name)), now);
  if (wait > 0) throw locked(wait);
  const member = await memberByLogin(database, name);
  const isRight =
    member?.passwordHash && member.isActive
      ? await isSecret(member.passwordHash, password)
      : await checkNobody(password);
  if (!member || !isRight) {
    await database.transaction(async (tx) =>
      saveFailures(tx, name, afterFailure(await failuresOf(tx, name), now)),
    );
    throw problem(
      401,
      'wrong-credentials',
      'Login or password is wrong',
      'Check both; after five wrong passwords the login closes for 15 minutes.',
    );
  }
  await database.transaction((tx) => clearFailures(tx, name));
  return member;
}

const locked = (seconds: number) =>
  problem(
    429,
    'login-locked',
    'Too many wrong passwords',
    `Wait ${Math.ceil(seconds / 60)} minutes, or have a colleague with access set a new password.`,
    {
      headers: { 'retry-after': String(seconds) },
    },
  );
