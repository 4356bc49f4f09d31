import { verify } from 'node:crypto';
import { z } from 'zod';
import type { Credentials } from '../credentials.ts';
import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';
import { type Refusal, tokenExpired, tokenInvalid, tokenMissing } from '../refusal.ts';

const anyObject = z.record(z.string(), z.unknown());
/** Longer than any token of ours by far: what is longer is not looked into. */
const tokenBytesMax = 8_192;

/** Found good, by their whole text: a signature costs nearly as much as all else that a request does here. Keys that come or go begin anew. */
const found = new WeakMap<Credentials, Map<string, Good>>();
type Good = Readonly<{ consumer: string; expiresAtMs: number }>;
/** Beyond, the one that was found first is looked at again. */
const keptMax = 5_000;

/**
 * Lets through a token that one of the consumers' keys has signed and that has not expired, and tells the service whose
 * key it was in `X-Consumer-Username`. Source: developer.konghq.com/plugins/jwt; RFC 8037 (EdDSA).
 */
export function jwt(
  exchange: Exchange,
  config: PluginConfig<'jwt'>,
  credentials: Credentials,
  now: Date,
): PluginResult {
  if (exchange.method === 'OPTIONS') return undefined;
  const token = tokenOf(exchange, config);
  const judged = token === undefined ? tokenMissing() : judge(token, config, credentials, now);
  if (typeof judged !== 'string') {
    exchange.answerHeaders['www-authenticate'] = 'Bearer';
    return { kind: 'refusal', refusal: judged };
  }
  exchange.consumer = judged;
  exchange.serviceHeaders['x-consumer-username'] = judged;
  return undefined;
}

/** @returns the consumer whose key signed it. */
function judge(
  token: string,
  config: PluginConfig<'jwt'>,
  credentials: Credentials,
  now: Date,
): string | Refusal {
  const known = found.get(credentials) ?? new Map<string, Good>();
  found.set(credentials, known);
  const good = known.get(token) ?? look(token, config, credentials);
  if (!('consumer' in good)) return good;
  if (good.expiresAtMs <= now.getTime()) {
    known.delete(token);
    return tokenExpired();
  }
  known.set(token, good);
  const [first] = known.keys();
  if (known.size > keptMax && first !== undefined) known.delete(first);
  return good.consumer;
}

function tokenOf({ headers }: Exchange, { header_names }: PluginConfig<'jwt'>): string | undefined {
  const header = headers[header_names[0]?.toLowerCase() ?? ''];
  return typeof header === 'string' ? /^bearer +(\S+)$/i.exec(header)?.[1] : undefined;
}

function look(
  token: string,
  { key_claim_name: keyName }: PluginConfig<'jwt'>,
  credentials: Credentials,
): Good | Refusal {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (token.length > tokenBytesMax || more.length > 0) return tokenInvalid();
  const [header, claims] = [decoded(head), decoded(body)];
  if (!header || !claims || header.alg !== 'EdDSA') return tokenInvalid();
  const key = credentials.tokenKey(String(claims[keyName] ?? header[keyName] ?? ''));
  const signed = Buffer.from(`${head}.${body}`);
  if (!key || !verify(null, signed, key.publicKey, Buffer.from(signature, 'base64url')))
    return tokenInvalid();
  if (typeof claims.exp !== 'number') return tokenInvalid();
  return { consumer: key.consumer, expiresAtMs: claims.exp * 1_000 };
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    return anyObject.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
