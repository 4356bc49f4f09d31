/**
 * Each customer has a data key; what tells who they are is sealed with it. The key itself lies in the customer's row, wrapped by a
 * key that is not in the database. Erasing a customer is destroying that one row's key.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { loadOrMakeText } from '@comptoir/service-kit/auth/key-files';
import { seal, unseal } from './seal.ts';
import { keyBytes, keyIn, openWrappingKeys, type Wrapped } from './wrapping-keys.ts';

/** Opens and closes the texts of one customer. */
export type Safe = Readonly<{
  seal(field: string, value: unknown): Buffer;
  /** @throws Error when it was tampered with. */
  unseal(field: string, sealed: Uint8Array): unknown;
}>;

export type Vault = Readonly<{
  /** @returns a new customer's key, wrapped, and what it opens. */
  newSafe(customerId: string): Wrapped & Readonly<{ safe: Safe }>;
  safeOf(customerId: string, wrappedKey: Uint8Array): Safe;
  /** The same key, wrapped by the newest of those that wrap. */
  rewrap(customerId: string, wrappedKey: Uint8Array): Wrapped;
  /** Makes the next key that wraps, once it is time. @returns the newest generation. */
  renew(now: Date): Promise<number>;
  /** Finds an address without keeping it: the same for the same address, and it cannot be turned back. */
  lookupOf(email: string): Buffer;
  /** Keyed hash for what is secret but short-lived. */
  mac(purpose: string, ...parts: readonly string[]): Buffer;
}>;

const keyContext = (customerId: string) => `data-key/${customerId}`;

/** Three sorts of keys, so that none serves two purposes. Losing those that wrap erases everybody: they are backed up apart from the database. */
export async function openVault(directory: string): Promise<Vault> {
  const wrapping = await openWrappingKeys(directory);
  const lookupKey = await secretOf(directory, 'email-lookup');
  const macKey = await secretOf(directory, 'mac');
  const hmac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();
  return {
    newSafe(customerId) {
      const key = randomBytes(keyBytes);
      const wrapped = wrapping.wrap(keyContext(customerId), key.toString('base64'));
      return { ...wrapped, safe: safeWith(key, customerId) };
    },
    safeOf(customerId, wrappedKey) {
      const key = wrapping.unwrap(keyContext(customerId), wrappedKey);
      return safeWith(Buffer.from(key, 'base64'), customerId);
    },
    rewrap(customerId, wrappedKey) {
      const context = keyContext(customerId);
      return wrapping.wrap(context, wrapping.unwrap(context, wrappedKey));
    },
    renew: (now) => wrapping.renew(now),
    lookupOf: (email) => hmac(lookupKey, normalEmail(email)),
    mac: (purpose, ...parts) => hmac(macKey, JSON.stringify([purpose, ...parts])),
  };
}

/** One person, one account: capitals do not make another mailbox. */
export const normalEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

const safeWith = (key: Uint8Array, customerId: string): Safe => ({
  seal: (field, value) => seal(key, `${customerId}/${field}`, JSON.stringify(value)),
  unseal: (field, sealed) => JSON.parse(unseal(key, `${customerId}/${field}`, sealed)),
});

async function secretOf(directory: string, name: string): Promise<Buffer> {
  const path = join(directory, `${name}.key`);
  await loadOrMakeText(path, () => randomBytes(keyBytes).toString('base64'));
  return keyIn(path);
}
