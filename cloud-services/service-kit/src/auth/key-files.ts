/** Keys live in a folder that all instances of a service share: made when first wanted; whoever comes second takes what the first one wrote. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { z } from 'zod';
import { type Route, route } from '../http/route.ts';

/** A key that signs tokens, and its public half as others see it. */
export type TokenKey = Readonly<{ privateKey: KeyObject; jwk: JWK }>;

/** @returns the file's text, which `make` gives when there is none. */
export async function loadOrMakeText(path: string, make: () => string): Promise<string> {
  const known = await readTextIfAny(path);
  if (known !== undefined) return known;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Written aside and linked into place: another instance sees the whole key or none, and the first one wins.
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, make(), { mode: 0o600, flush: true });
  await link(aside, path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await unlink(aside);
  return readFile(path, 'utf8');
}

/** @throws Error when the file holds something else than an Ed25519 private key. */
export async function loadOrMakeSigningKey(path: string): Promise<KeyObject> {
  const text = await loadOrMakeText(path, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const key = createPrivateKey(text);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 private key`);
  return key;
}

export async function tokenKeyOf(privateKey: KeyObject): Promise<TokenKey> {
  const publicJwk = await exportJWK(createPublicKey(privateKey));
  const kid = await calculateJwkThumbprint(publicJwk);
  return { privateKey, jwk: { ...publicJwk, kid, alg: 'EdDSA', use: 'sig' } };
}

/** `GET /.well-known/jwks.json` */
export const publishedKeys = (keys: () => Promise<readonly JWK[]>): Route =>
  route({
    method: 'get',
    path: '/.well-known/jwks.json',
    summary: 'The public keys that tokens are checked with',
    answers: { 200: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }) },
    handle: async () => ({ status: 200, body: { keys: (await keys()).map((jwk) => ({ ...jwk })) } }),
  });

export async function readTextIfAny(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;
