/** Who holds which credential, and to which groups they belong, as the file says. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Declaration } from './declaration.ts';

export interface TokenKey {
  readonly consumer: string;
  readonly publicKey: KeyObject;
}

export interface Credentials {
  /** Holder of an API key. */
  holderOf(apiKey: string): string | undefined;
  /** The public key with this id, and the consumer whose tokens it checks. */
  tokenKey(id: string): TokenKey | undefined;
  groupsOf(consumer: string): ReadonlySet<string>;
}

/** Looking up digests, the time taken tells nothing about the keys. */
const digest = (key: string) => createHash('sha256').update(key).digest('base64');
const noGroups: ReadonlySet<string> = new Set();

export function createCredentials({ consumers = [] }: Declaration): Credentials {
  const apiKeys = new Map<string, string>();
  const tokenKeys = new Map<string, TokenKey>();
  const groups = new Map<string, ReadonlySet<string>>();
  for (const { username, keyauth_credentials = [], jwt_secrets = [], acls = [] } of consumers) {
    for (const { key } of keyauth_credentials) apiKeys.set(digest(key), username);
    for (const { key, rsa_public_key } of jwt_secrets)
      tokenKeys.set(key, { consumer: username, publicKey: createPublicKey(rsa_public_key) });
    groups.set(username, new Set(acls.map(({ group }) => group)));
  }
  return {
    holderOf: (apiKey) => apiKeys.get(digest(apiKey)),
    tokenKey: (id) => tokenKeys.get(id),
    groupsOf: (consumer) => groups.get(consumer) ?? noGroups,
  };
}
