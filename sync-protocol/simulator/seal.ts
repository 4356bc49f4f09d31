/**
 * What stands in for signatures: a keyed hash, some hundred times as fast as Ed25519. Who has no key cannot make one, which is
 * all that the machines rest on; real signatures are proved by the vectors in test/cases. SHA-256 is Node's own.
 */
import { createHash, hash } from 'node:crypto';
import { headText, type SignedHead } from '../src/index.ts';

export const sha256 = (data: Uint8Array | string): Uint8Array => hash('sha256', data, 'buffer');
export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

const keys = new Map<string, Uint8Array>();
/** The same key for the same name: it signs and is checked with. */
export function keyOf(name: string): Uint8Array {
  const key = keys.get(name) ?? sha256(Buffer.from(name));
  keys.set(name, key);
  return key;
}

const seal = (text: string, key: Uint8Array): string =>
  createHash('sha256').update(key).update(text).digest('base64');

export const sealHead = (head: Omit<SignedHead, 'signature'>, key: Uint8Array): SignedHead => ({
  ...head,
  signature: seal(headText(head), key),
});

export const isSealed = (head: SignedHead, key: Uint8Array): boolean =>
  head.signature === seal(headText(head), key);
