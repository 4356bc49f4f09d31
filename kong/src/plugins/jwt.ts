import { verify } from 'node:crypto';
import { z } from 'zod';
import type { Credentials } from '../credentials.ts';
import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';
import { type Refusal, tokenExpired, tokenInvalid, tokenMissing } from '../refusal.ts';

const anyObject = z.record(z.string(), z.unknown());
/** Longer than any token of ours by far: what is longer is not looked into. */
const tokenBytesMax = 8_192;

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

function tokenOf({ headers }: Exchange, { header_names }: PluginConfig<'jwt'>): string | undefined {
  const header = headers[header_names[0]?.toLowerCase() ?? ''];
  return typeof header === 'string' ? /^bearer +(\S+)$/i.exec(header)?.[1] : undefined;
}

/** @returns the consumer whose key signed it. */
function judge(
  token: string,
  { key_claim_name: keyName }: PluginConfig<'jwt'>,
  credentials: Credentials,
  now: Date,
): string | Refusal {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (token.length > tokenBytesMax || more.length > 0) return tokenInvalid();
  const [header, claims] = [decoded(head), decoded(body)];
  if (!header || !claims || header.alg !== 'EdDSA') return tokenInvalid();
  const key = credentials.tokenKey(String(claims[keyName] ?? header[keyName] ?? ''));
  const signed = Buffer.from(`${head}.${body}`);
  if (!key || !verify(null, signed, key.publicKey, Buffer.from(signature, 'base64url')))
    return tokenInvalid();
  if (typeof claims.exp !== 'number') return tokenInvalid();
  return claims.exp * 1_000 <= now.getTime() ? tokenExpired() : key.consumer;
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    return anyObject.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
