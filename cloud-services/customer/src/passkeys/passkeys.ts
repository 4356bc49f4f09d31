/**
 * Keys that sign in by themselves: they ask their owner for a finger, a face or a PIN, so that a password and a code are not asked for beside them.
 * Nothing is asked of who made them, and the key tells who it is of: an address need not be typed.
 * Source: Web Authentication Level 3, 7.1 and 7.2.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { tellSecurityChange } from '../account/security-letters.ts';
import { type Doorstep, type SignedIn, startSession, tooLate } from '../account/session.ts';
import type { CustomerParts } from '../parts.ts';
import { giveChallenge, takeChallenge } from '../store/challenges.ts';
import { activeCustomer, type Customer } from '../store/customers.ts';
import { type RelyingParty, relyingPartyOf } from './relying-party.ts';
import { deletePasskey, insertPasskey, lockedPasskey, notePasskeyUsed, passkeysOf } from './store.ts';

const passkeysMax = 10;

/** @throws Problem 409 where there can be none. */
function partyOf({ shopUrl }: CustomerParts): RelyingParty {
  const party = relyingPartyOf(shopUrl);
  if (!party)
    throw problem(409, 'no-passkeys-here', 'There are no passkeys here', 'They need a domain and HTTPS.');
  return party;
}

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));
const transportsOf = (told: readonly string[]) => [...told] as AuthenticatorTransport[];

/** What an authenticator is asked to make. @throws Problem 409 `too-many-passkeys`, `no-passkeys-here`. */
export async function beginPasskey(tx: Tx, parts: CustomerParts, { id, person }: Customer) {
  const party = partyOf(parts);
  const known = await passkeysOf(tx, id);
  if (known.length >= passkeysMax)
    throw problem(409, 'too-many-passkeys', 'There are ten passkeys already', 'Remove one first.');
  return generateRegistrationOptions({
    rpName: 'Comptoir',
    rpID: party.id,
    userID: new Uint8Array(Buffer.from(id)),
    userName: person.email,
    userDisplayName: `${person.firstName} ${person.lastName}`,
    challenge: bytesOf(await giveChallenge(tx, 'new-passkey', id, parts.now())),
    attestationType: 'none',
    excludeCredentials: known.map(({ id: key, transports }) => ({
      id: key,
      transports: transportsOf(transports),
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** @throws Problem 422 `passkey-refused` for what is not signed as asked, 401 for what was asked too long ago. */
export async function addPasskey(
  tx: Tx,
  parts: CustomerParts,
  customer: Customer,
  { name, response }: Readonly<{ name: string; response: RegistrationResponseJSON }>,
): Promise<void> {
  const party = partyOf(parts);
  const challenge = challengeIn(response);
  if (!(await takeChallenge(tx, challenge, 'new-passkey', customer.id, parts.now()))) throw tooLate();
  const checked = await verifyRegistrationResponse({
    ...{ response, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id },
    requireUserVerification: true,
  }).catch(() => Promise.reject(refused()));
  if (!checked.verified) throw refused();
  const { credential } = checked.registrationInfo;
  const isNew = await insertPasskey(tx, {
    id: credential.id,
    customerId: customer.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
    name,
    at: parts.now(),
  });
  if (!isNew) throw refused();
  await tellSecurityChange(tx, customer, 'passkey-added');
}

/** @throws Problem 404 for one that is not theirs. */
export async function removePasskey(tx: Tx, customer: Customer, id: string): Promise<void> {
  if (!(await deletePasskey(tx, customer.id, id))) throw notFound('passkey');
  await tellSecurityChange(tx, customer, 'passkey-removed');
}

/** The same for everybody: it does not tell who has one. */
export async function askForPasskey(parts: CustomerParts) {
  const party = partyOf(parts);
  const challenge = await giveChallenge(parts.database, 'passkey', null, parts.now());
  return generateAuthenticationOptions({
    ...{ rpID: party.id, challenge: bytesOf(challenge), allowCredentials: [] },
    userVerification: 'required',
  });
}

/** @throws Problem 422 `passkey-refused`, 401 for what was asked too long ago. */
export async function signInWithPasskey(
  parts: CustomerParts,
  response: AuthenticationResponseJSON,
  { device }: Doorstep,
): Promise<SignedIn> {
  const { database, vault, now } = parts;
  const party = partyOf(parts);
  return database.transaction(async (tx) => {
    const key = await lockedPasskey(tx, response.id);
    const customer = key && (await activeCustomer(tx, vault, key.customer_id));
    if (!customer) throw refused();
    const challenge = challengeIn(response);
    if (!(await takeChallenge(tx, challenge, 'passkey', null, now()))) throw tooLate();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...{ response, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id },
      credential: {
        id: key.id,
        publicKey: new Uint8Array(key.public_key),
        counter: Number(key.counter),
        transports: transportsOf(key.transports),
      },
      requireUserVerification: true,
      // The library throws for whatever is not as asked.
    }).catch(() => Promise.reject(refused()));
    if (!verified) throw refused();
    await notePasskeyUsed(tx, key.id, authenticationInfo.newCounter, now());
    return startSession(tx, parts, customer.id, { ...device, signedInBy: 'passkey' });
  });
}

const clientData = z.object({ challenge: z.string() });

/** Which of our challenges was signed. @throws Problem 422 */
function challengeIn({ response }: RegistrationResponseJSON | AuthenticationResponseJSON): string {
  try {
    return clientData.parse(JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()))
      .challenge;
  } catch {
    throw refused();
  }
}

const refused = () =>
  problem(422, 'passkey-refused', 'This passkey does not open an account here', 'Sign in another way.');
