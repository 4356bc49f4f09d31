/**
 * Registering says the same to everyone, whether the address is known or not; only its mailbox learns the difference. The account
 * exists once the link in the mail was followed: who merely typed an address has nothing.
 */
import { timingSafeEqual } from 'node:crypto';
import { hashSecret } from '@comptoir/service-kit/auth/secret';
import type { Tx } from '@comptoir/service-kit/db/database';
import { derivedId } from '@comptoir/service-kit/events/append';
import { problem } from '@comptoir/service-kit/http/problem';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { type CustomerParts, newId } from '../parts.ts';
import { normalEmail } from '../privacy/vault.ts';
import { type Consents, noteConsents } from '../store/consents.ts';
import {
  activate,
  activeCustomer,
  activeCustomerByEmail,
  type Customer,
  deleteUnconfirmed,
  insertCustomer,
  unconfirmedByEmail,
} from '../store/customers.ts';
import { mayMail } from '../store/limits.ts';
import { giveToken, takeToken } from '../store/mail-tokens.ts';
import { confirmationLetter, knownAddressLetter } from './letters.ts';
import { welcome } from './welcome.ts';

export type Registration = Readonly<{
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  language: 'fr' | 'en';
  consents: Consents;
}>;
type Registered = Readonly<{ id: string; isReplayed: boolean }>;

/** @param key the request's Idempotency-Key: the same makes one registration. */
export async function register(
  parts: CustomerParts,
  told: Registration,
  key: string | undefined,
): Promise<Registered> {
  const { vault, database, now } = parts;
  const id = key === undefined ? newId() : derivedId('registration', key);
  const lookup = vault.lookupOf(told.email);
  // Before anything is looked up, so that every answer takes as long.
  const passwordHash = await hashSecret(told.password);
  return database.transaction(async (tx) => {
    if (key !== undefined && !(await claimKey(tx, id, vault.mac('registration', JSON.stringify(told)))))
      return { id, isReplayed: true };
    const known = await activeCustomerByEmail(tx, vault, lookup);
    if (known) await writeToKnown(tx, parts, known, id);
    else {
      const { firstName, lastName, language, consents } = told;
      const person = {
        email: normalEmail(told.email),
        firstName,
        lastName,
        phone: null,
        preferences: { preferredStoreId: null, smsOrderUpdates: false },
        taxExemptCertificate: null,
      };
      await insertCustomer(tx, vault, 'unconfirmed', { id, language, person, passwordHash, at: now() });
      await noteConsents(tx, id, consents, 'registration', now());
      await writeToNew(tx, parts, {
        id,
        language,
        person,
        addresses: [],
        registeredAt: now(),
        cardNumber: null,
      });
    }
    return { id, isReplayed: false };
  });
}

/** @returns false for a request that came before. @throws Problem 422 when it was another one. */
async function claimKey(tx: Tx, id: string, request: Buffer): Promise<boolean> {
  const claimed: unknown[] = await tx.query(
    'insert into registration_key (id, request) values ($1, $2) on conflict (id) do nothing returning id',
    [id, request],
  );
  if (claimed.length > 0) return true;
  const rows: { request: Buffer }[] = await tx.query('select request from registration_key where id = $1', [
    id,
  ]);
  if (rows[0] && timingSafeEqual(new Uint8Array(rows[0].request), new Uint8Array(request))) return false;
  throw problem(
    422,
    'idempotency-key-reused',
    'This Idempotency-Key was used with another body',
    'Use a new key for a new request.',
  );
}

async function writeToNew(tx: Tx, { vault, shopUrl, now }: CustomerParts, customer: Customer): Promise<void> {
  const { id, language, person } = customer;
  if (!(await mayMail(tx, vault.lookupOf(person.email), now()))) return;
  const token = await giveToken(tx, id, 'confirm', now());
  await queueNotification(tx, {
    id: derivedId('customer.confirm', token),
    about: id,
    kind: 'customer.confirm',
    to: { mail: person.email, name: `${person.firstName} ${person.lastName}` },
    language,
    letter: confirmationLetter(language, { firstName: person.firstName, shopUrl, token }),
  });
}

async function writeToKnown(
  tx: Tx,
  { vault, shopUrl, now }: CustomerParts,
  known: Customer,
  reason: string,
): Promise<void> {
  const { id, language, person } = known;
  if (!(await mayMail(tx, vault.lookupOf(person.email), now()))) return;
  await queueNotification(tx, {
    id: derivedId('customer.known', reason),
    about: id,
    kind: 'customer.known',
    to: { mail: person.email },
    language,
    letter: knownAddressLetter(language, { firstName: person.firstName, shopUrl }),
  });
}

/** @throws Problem 410 for a link that was used, is too old, or was made worthless by a newer one. */
export async function confirm(
  tx: Tx,
  parts: CustomerParts,
  token: string,
  correlationId: string,
): Promise<string> {
  const { vault, now } = parts;
  const id = await takeToken(tx, token, 'confirm', now());
  if (id === undefined || !(await activate(tx, id, now())))
    throw problem(
      410,
      'link-used',
      'This link does not work any more',
      'If you followed it before, your account is open: sign in. Otherwise ask for a new link.',
    );
  const customer = await activeCustomer(tx, vault, id);
  if (!customer) throw new Error(`customer ${id} was made active and is not`);
  await deleteUnconfirmed(tx, vault.lookupOf(customer.person.email));
  await welcome(tx, parts, customer, correlationId);
  return id;
}

/** Says nothing of whether the address is known: its mailbox does. */
export async function resendConfirmation(tx: Tx, parts: CustomerParts, email: string): Promise<void> {
  const lookup = parts.vault.lookupOf(email);
  const known = await activeCustomerByEmail(tx, parts.vault, lookup);
  if (known) return writeToKnown(tx, parts, known, newId());
  const waiting = await unconfirmedByEmail(tx, parts.vault, lookup);
  if (waiting) await writeToNew(tx, parts, waiting);
}
