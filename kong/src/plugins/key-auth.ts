import type { Credentials } from '../credentials.ts';
import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';
import { keyMissing, keyUnknown, type Refusal } from '../refusal.ts';

/** Lets through who holds a key, and tells the service who that is in `X-Consumer-Username`. */
export function keyAuth(
  exchange: Exchange,
  config: PluginConfig<'key-auth'>,
  credentials: Credentials,
): PluginResult {
  if (exchange.method === 'OPTIONS') return undefined;
  const name = config.key_names.find((candidate) => exchange.headers[candidate.toLowerCase()] !== undefined);
  const [first = ''] = config.key_names;
  if (name === undefined) return refuse(exchange, keyMissing(first));
  const key = exchange.headers[name.toLowerCase()];
  const consumer = typeof key === 'string' ? credentials.holderOf(key) : undefined;
  if (consumer === undefined) return refuse(exchange, keyUnknown());
  exchange.consumer = consumer;
  exchange.serviceHeaders['x-consumer-username'] = consumer;
  if (config.hide_credentials) exchange.serviceHeaders[name.toLowerCase()] = undefined;
  return undefined;
}

function refuse(exchange: Exchange, refusal: Refusal): PluginResult {
  exchange.answerHeaders['www-authenticate'] = 'Key';
  return { kind: 'refusal', refusal };
}
