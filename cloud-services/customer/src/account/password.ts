/** Another password: by the link in a mail, or by knowing the one before. Sessions elsewhere end. */
import { clearTries, countTry } from '@comptoir/service-kit/auth/guesses';
import { hashSecret, isSecret } from '@comptoir/service-kit/auth/secret';
import type { Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { problem } from '@comptoir/service-kit/http/problem';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { type CustomerParts, newId } from '../parts.ts';
import {
  activeCustomer,
  activeCustomerByEmail,
  type Customer,
  passwordOf,
  savePassword,
} from '../store/customers.ts';
import { mayMail } from '../store/limits.ts';
import { giveToken, takeToken, voidTokens } from '../store/mail-tokens.ts';
import { endSessions } from '../store/sessions.ts';
import { passwordChangedLetter, resetLetter } from './letters.ts';

/** Says nothing of whether the address is known. */
export async function forgotten(
  tx: Tx,
  { vault, now, shopUrl }: CustomerParts,
  email: string,
): Promise<void> {
  const lookup = vault.lookupOf(email);
  const customer = await activeCustomerByEmail(tx, vault, lookup);
  if (!customer || !(await mayMail(tx, lookup, now()))) return;
  const { id, language, person } = customer;
  const token = await giveToken(tx, id, 'reset', now());
  await queueNotification(tx, {
    id: derivedId('customer.reset', token),
    about: id,
    kind: 'customer.reset',
    to: { mail: person.email },
    language,
    letter: resetLetter(language, { firstName: person.firstName, shopUrl, token }),
  });
}

/** @throws Problem 410 for a link that was used or is too old. */
export async function reset(parts: CustomerParts, token: string, password: string): Promise<void> {
  const { database, vault, now } = parts;
  const hash = await hashSecret(password);
  await database.transaction(async (tx) => {
    const id = await takeToken(tx, token, 'reset', now());
    const customer = id === undefined ? undefined : await activeCustomer(tx, vault, id);
    if (!customer) throw problem(410, 'link-used', 'This link does not work any more', 'Ask for a new one.');
    await voidTokens(tx, customer.id, 'reset');
    await clearTries(tx, vault.lookupOf(customer.person.email));
    await putPassword(tx, parts, customer, hash, null);
  });
}

/** @throws Problem 401 when the password before is another one, 429 for whoever guesses it. */
export async function change(
  parts: CustomerParts,
  caller: Readonly<{ id: string; session: string }>,
  told: Readonly<{ current: string; password: string }>,
): Promise<void> {
  const customer = await checkPassword(parts, caller, told.current);
  const hash = await hashSecret(told.password);
  await parts.database.transaction((tx) => putPassword(tx, parts, customer, hash, caller.session));
}

/**
 * Whoever changes how an account is opened shows its password, signed in or not: a session may have been left open.
 * @throws Problem 401 when the password is another one, 429 for whoever guesses it.
 */
export async function checkPassword(
  { database, vault, now }: CustomerParts,
  caller: Readonly<{ id: string; session: string }>,
  password: string,
): Promise<Customer> {
  const customer = await activeCustomer(database, vault, caller.id);
  const known = await passwordOf(database, { id: caller.id });
  if (!customer || !known) throw problem(401, 'unauthenticated', 'No valid credential', 'Sign in again.');
  const lookup = vault.lookupOf(customer.person.email);
  const guess = { account: lookup, address: caller.session };
  const waitSeconds = await database.transaction((tx) => countTry(tx, guess, now()));
  if (waitSeconds > 0)
    throw problem(429, 'slow-down', 'Too many wrong passwords', `Wait ${waitSeconds} seconds.`, {
      headers: { 'retry-after': String(waitSeconds) },
    });
  if (!(await isSecret(known.hash, password)))
    throw problem(
      401,
      'wrong-credentials',
      'The present password is another one',
      'Check it, and try again.',
    );
  await database.transaction((tx) => clearTries(tx, lookup));
  return customer;
}

async function putPassword(
  tx: Tx,
  { now }: CustomerParts,
  { id, language, person }: Customer,
  hash: string,
  stayingSession: string | null,
): Promise<void> {
  await savePassword(tx, id, hash);
  await endSessions(tx, id, 'password', now(), stayingSession);
  await queueNotification(tx, {
    id: newId(),
    about: id,
    kind: 'customer.password-changed',
    to: { mail: person.email },
    language,
    letter: passwordChangedLetter(language, { firstName: person.firstName }),
  });
}
