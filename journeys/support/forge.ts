/** Tokens as the house's own signers make them, and as they never would: for tests of who is let in. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, type JWTPayload, SignJWT } from 'jose';
import { home } from './house.ts';

const keys = path.join(home, 'keys');
const read = (...parts: string[]) => createPrivateKey(readFileSync(path.join(keys, ...parts)));
/** The newest key of Customer is that of the next period; both are believed. */
const customerKeyFile = readdirSync(path.join(keys, 'customer'))
  .filter((name) => /^token-\d+\.pem$/.test(name))
  .sort()[0];

export const salesKey = read('token.pem');
export const customerKey = read('customer', customerKeyFile ?? '');
/** Nobody publishes it. */
export const strangersKey = generateKeyPairSync('ed25519').privateKey;

export const staffIssuer = { iss: 'comptoir-sales', aud: 'staff' };
export const deviceIssuer = { iss: 'comptoir-sales', aud: 'device' };

export async function kidOf(key: KeyObject): Promise<string> {
  const { d: _, ...jwk } = await exportJWK(key);
  return calculateJwkThumbprint(jwk);
}

/** @param kid the thumbprint of the key, unless told. */
export async function sign(key: KeyObject, claims: JWTPayload, head: { kid?: string } = {}): Promise<string> {
  const kid = head.kid ?? (await kidOf(key));
  const exp = Math.floor(Date.now() / 1_000) + 300;
  return new SignJWT({ exp, jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .sign(key);
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** @param stores where a manager may look; everywhere when not given. */
export const staffToken = (role: string, stores?: readonly string[]) =>
  sign(salesKey, {
    ...staffIssuer,
    sub: randomUUID(),
    roles: [role],
    ...(stores ? { stores: [...stores] } : {}),
  });
