import { createHash } from 'node:crypto';
import type { Declaration } from '../declaration.ts';
import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';
import { keyMissing, keyUnknown } from '../refusal.ts';

/** Digest of a key → who holds it. Looking up digests, the time taken tells nothing about the keys. */
export type KeyRing = ReadonlyMap<string, string>;

const digest = (key: string) => createHash('sha256').update(key).digest('base64');

export function createKeyRing({ consumers = [] }: Declaration): KeyRing {
  return new Map(
    consumers.flatMap(({ username, keyauth_credentials }) =>
      keyauth_credentials.map(({ key }) => [digest(key), username] as const),
    ),
  );
}

/** Lets through who holds a key, and tells the service who that is in `X-Consumer-Username`. */
export function keyAuth(exchange: Exchange, config: PluginConfig<'key-auth'>, keys: KeyRing): PluginResult {
  const name = config.key_names.find((candidate) => exchange.headers[candidate.toLowerCase()] !== undefined);
  const [first = ''] = config.key_names;
  if (name === undefined) return refuse(exchange, keyMissing(first));
  const key = exchange.headers[name.toLowerCase()];
  const consumer = typeof key === 'string' ? keys.get(digest(key)) : undefined;
  if (consumer === undefined) return refuse(exchange, keyUnknown());
  exchange.consumer = consumer;
  exchange.serviceHeaders['x-consumer-username'] = consumer;
  if (config.hide_credentials) exchange.serviceHeaders[name.toLowerCase()] = undefined;
  return undefined;
}

function refuse(exchange: Exchange, refusal: ReturnType<typeof keyUnknown>): PluginResult {
  exchange.answerHeaders['www-authenticate'] = 'Key';
  return { kind: 'refusal', refusal };
}
