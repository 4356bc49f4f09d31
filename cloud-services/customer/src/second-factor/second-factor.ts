/** A code beside the password, for whoever wants it. On once a code was shown; off by the password, or by staff who know whom they have before them. */
import { clearTries, countTry } from '@comptoir/service-kit/auth/guesses';
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import { tellSecurityChange } from '../account/security-letters.ts';
import type { CustomerParts } from '../parts.ts';
import type { Vault } from '../privacy/vault.ts';
import { type Asked, type Customer, safeOf } from '../store/customers.ts';
import { dropRecoveryCodes, makeRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

const field = 'totp';

/** Since when codes are asked for; null: they are not. */
export async function codesSince(asked: Asked, customerId: string): Promise<Date | null> {
  const rows = (await asked.query('select since from second_factor where customer_id = $1', [
    customerId,
  ])) as { since: Date | null }[];
  return rows[0]?.since ?? null;
}

/** A secret for the app; nothing is asked for before a code of it was shown. @throws Problem 409 when codes are on. */
export async function beginCodes(tx: Tx, { vault, now }: CustomerParts, customer: Customer) {
  const { id, person } = customer;
  const secret = newTotpSecret();
  const sealed = (await safeOf(tx, vault, id)).seal(field, secret);
  const begun: unknown[] = await tx.query(
    `insert into second_factor as f (customer_id, sealed, asked_at) values ($1, $2, $3)
     on conflict (customer_id) do update set sealed = $2, asked_at = $3, last_step = 0 where f.since is null
     returning customer_id`,
    [id, sealed, now()],
  );
  if (begun.length === 0)
    throw problem(409, 'codes-on', 'Codes are asked for already', 'End them first, to use another app.');
  return { secret, uri: totpUri(secret, person.email) };
}

/** The app shows the right code: codes are asked for from now on. @returns recovery codes. @throws Problem 422 `wrong-code`, 429. */
export async function confirmCodes(
  tx: Tx,
  parts: CustomerParts,
  customer: Customer,
  code: string,
): Promise<string[]> {
  const { id } = customer;
  const step = await acceptedStep(tx, parts, id, code);
  const [, count]: [unknown, number] = await tx.query(
    'update second_factor set since = $2, last_step = $3 where customer_id = $1 and since is null',
    [id, parts.now(), step ?? 0],
  );
  if (step === undefined || count === 0) throw wrongCode();
  await tellSecurityChange(tx, customer, 'codes-on');
  return makeRecoveryCodes(tx, parts.vault, id);
}

export async function endCodes(tx: Tx, customer: Customer): Promise<void> {
  const rows: unknown[] = await tx.query(
    'select from second_factor where customer_id = $1 and since is not null',
    [customer.id],
  );
  await tx.query('delete from second_factor where customer_id = $1', [customer.id]);
  await dropRecoveryCodes(tx, customer.id);
  if (rows.length > 0) await tellSecurityChange(tx, customer, 'codes-off');
}

/** @throws Problem 409 for whoever is asked for no codes. */
export async function renewRecoveryCodes(
  tx: Tx,
  { vault }: CustomerParts,
  customer: Customer,
): Promise<string[]> {
  if ((await codesSince(tx, customer.id)) === null)
    throw problem(409, 'codes-off', 'No codes are asked for', 'Recovery codes stand in for those of an app.');
  await tellSecurityChange(tx, customer, 'recovery-codes-made');
  return makeRecoveryCodes(tx, vault, customer.id);
}

/** Six digits of the app, or a recovery code; each once. */
export async function isCodeOf(
  tx: Tx,
  parts: CustomerParts,
  customer: Customer,
  code: string,
): Promise<boolean> {
  const { vault, now } = parts;
  const step = await acceptedStep(tx, parts, customer.id, code);
  if (step !== undefined) {
    const [, count]: [unknown, number] = await tx.query(
      'update second_factor set last_step = $2 where customer_id = $1 and last_step < $2 and since is not null',
      [customer.id, step],
    );
    return count === 1;
  }
  if (!(await takeRecoveryCode(tx, vault, customer.id, code, now()))) return false;
  await tellSecurityChange(tx, customer, 'recovery-code-used');
  return true;
}

async function acceptedStep(
  tx: Tx,
  { vault, now }: CustomerParts,
  customerId: string,
  code: string,
): Promise<number | undefined> {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const rows: { sealed: Buffer }[] = await tx.query(
    'select sealed from second_factor where customer_id = $1 for update',
    [customerId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const secret = String((await safeOf(tx, vault, customerId)).unseal(field, row.sealed));
  return stepOfCode(secret, digits, now());
}

/** Codes are guessed apart from passwords: a right password must not make guesses of codes free. */
const guessed = (vault: Vault, customerId: string) => vault.mac('code-guess', customerId);

/** @throws Problem 429 for whoever guesses. */
export async function countCodeTry(
  { database, vault, now }: CustomerParts,
  customerId: string,
  address: string,
): Promise<void> {
  const guess = { account: guessed(vault, customerId), address };
  const waitSeconds = await database.transaction((tx) => countTry(tx, guess, now()));
  if (waitSeconds > 0)
    throw problem(429, 'slow-down', 'Too many wrong codes', `Wait ${waitSeconds} seconds.`, {
      headers: { 'retry-after': String(waitSeconds) },
    });
}

export const forgetCodeTries = (tx: Tx, vault: Vault, customerId: string): Promise<void> =>
  clearTries(tx, guessed(vault, customerId));

export const wrongCode = () =>
  problem(422, 'wrong-code', 'This code is not right', 'Wait for the next one of your app, and try again.');
