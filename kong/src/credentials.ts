/** Who holds which credential, to which groups they belong and how much they may ask, as the file says. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Declaration } from './declaration.ts';
import type { PluginConfig } from './plugin-declaration.ts';

type RateLimit = PluginConfig<'rate-limiting'>;

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
  /** Of a consumer that has one of its own. */
  limitOf(consumer: string): RateLimit | undefined;
}

/** Looking up digests, the time taken tells nothing about the keys. */
const digest = (key: string) => createHash('sha256').update(key).digest('base64');
const noGroups: ReadonlySet<string> = new Set();

export function createCredentials({ consumers = [] }: Declaration): Credentials {
  const apiKeys = new Map<string, string>();
  const tokenKeys = new Map<string, TokenKey>();
  const groups = new Map<string, ReadonlySet<string>>();
  const limits = new Map<string, RateLimit>();
  for (const { username, keyauth_credentials = [], jwt_secrets = [], acls = [], plugins = [] } of consumers) {
    for (const { key } of keyauth_credentials) apiKeys.set(digest(key), username);
    for (const { key, rsa_public_key } of jwt_secrets)
      tokenKeys.set(key, { consumer: username, publicKey: createPublicKey(rsa_public_key) });
    for (const { config } of plugins) limits.set(username, config);
    groups.set(username, new Set(acls.map(({ group }) => group)));
  }
  return {
    holderOf: (apiKey) => apiKeys.get(digest(apiKey)),
    tokenKey: (id) => tokenKeys.get(id),
    groupsOf: (consumer) => groups.get(consumer) ?? noGroups,
    limitOf: (consumer) => limits.get(consumer),
  };
}
