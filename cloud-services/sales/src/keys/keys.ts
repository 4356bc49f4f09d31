/**
 * Sales' signing keys: one for tokens, one for cosignatures, so that neither can pass for the other. Made at first start in
 * a folder that all instances share; whoever comes second takes what the first one wrote.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';

export type SigningKeys = Readonly<{
  token: Readonly<{ privateKey: KeyObject; jwk: JWK }>;
  /** Raw Ed25519: 32 bytes of seed, 32 of public key. */
  cosign: Readonly<{ secretKey: Uint8Array; publicKey: Uint8Array }>;
}>;

export async function loadKeys(directory: string): Promise<SigningKeys> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const tokenKey = await loadOrMake(join(directory, 'token.pem'));
  const cosignKey = await loadOrMake(join(directory, 'cosign.pem'));
  const publicJwk = await exportJWK(createPublicKey(tokenKey));
  const kid = await calculateJwkThumbprint(publicJwk);
  const { d, x } = await exportJWK(cosignKey);
  if (!d || !x) throw new Error(`${directory}/cosign.pem is not an Ed25519 private key`);
  return {
    token: { privateKey: tokenKey, jwk: { ...publicJwk, kid, alg: 'EdDSA', use: 'sig' } },
    cosign: { secretKey: Buffer.from(d, 'base64url'), publicKey: Buffer.from(x, 'base64url') },
  };
}

async function loadOrMake(path: string): Promise<KeyObject> {
  const text = (await readText(path)) ?? (await make(path));
  const key = createPrivateKey(text);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is not an Ed25519 private key`);
  return key;
}

/** Written aside and linked into place: another instance sees the whole key or none, and the first one wins. */
async function make(path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  await link(aside, path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await unlink(aside);
  return readFile(path, 'utf8');
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;
