/** Ed25519 keys as Node has them, and the file that holds one. Source: docs/sync-protocol.md, Up. */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { readIfThere, writeSecret } from './secret-file.ts';

export type DeviceKey = Readonly<{
  /** Base64 of 32 bytes. */
  publicKey: string;
  /** @returns base64 of 64 bytes. */
  sign: (text: string) => string;
}>;

/** What stands before the raw 32 bytes in the DER forms of a private and of a public key. Source: RFC 8410, 7 and 4. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** @returns undefined where there is no such file. @throws Error when it holds something else. */
export function readDeviceKey(path: string): DeviceKey | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const seed = Buffer.from(text.trim(), 'base64');
  if (seed.length !== 32)
    throw new Error(`${path} is damaged: restore it, or remove it and enrol this edge again.`);
  return deviceKeyOf(seed);
}

/** It is on disk before anybody hears of it. */
export function makeDeviceKey(path: string): DeviceKey {
  const seed = randomBytes(32);
  writeSecret(path, `${seed.toString('base64')}\n`);
  return deviceKeyOf(seed);
}

/** Node's own crypto: the portable one would hold up the loop that sales run in for milliseconds a batch. */
function deviceKeyOf(seed: Buffer): DeviceKey {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.subarray(publicPrefix.length).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** Checks cosignatures. @param publicKey base64 of 32 bytes. */
export function verifierOf(publicKey: string): (text: string, signature: string) => boolean {
  const raw = Buffer.from(publicKey, 'base64');
  const key: KeyObject = createPublicKey({
    key: Buffer.concat([publicPrefix, raw]),
    format: 'der',
    type: 'spki',
  });
  return (text, signature) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}
