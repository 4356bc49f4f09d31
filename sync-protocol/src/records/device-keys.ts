/**
 * A device's keys follow one another: each is signed for by the one before, so that a cloud which has forgotten the newest (it was
 * restored) is led from the one that it knows. A key vouches for what was signed while it was in force. Source: docs/sync-protocol.md, Device keys.
 */
import { base64, fromBase64, utf8 } from '../bytes.ts';
import { ed25519Sign, ed25519Verify } from '../crypto/ed25519.ts';
import type { Succession } from '../wire/calls.ts';

/** What the key before signs. @param publicKey base64 of the key that follows. */
export const successionText = (edgeId: string, publicKey: string): string =>
  `comptoir/device-key/1\n${edgeId}\n${publicKey}\n`;

export const succeed = (edgeId: string, publicKey: string, secretKey: Uint8Array): Succession => ({
  publicKey,
  signature: base64(ed25519Sign(utf8(successionText(edgeId, publicKey)), secretKey)),
});

/** @param successions oldest first; those from before `publicKey` are passed over. @returns the key that they lead to. */
export function successorOf(
  edgeId: string,
  publicKey: Uint8Array,
  successions: readonly Succession[],
): Uint8Array {
  let key = publicKey;
  for (const { publicKey: next, signature } of successions) {
    const [nextBytes, bytes] = [fromBase64(next), fromBase64(signature)];
    const isSigned = bytes !== null && ed25519Verify(bytes, utf8(successionText(edgeId, next)), key);
    if (isSigned && nextBytes?.length === 32) key = nextBytes;
  }
  return key;
}

/** From the record after `afterSeq` on, heads of a journal are signed with this key. */
export type KeyFrom<K> = Readonly<{ afterSeq: number; publicKey: K }>;

/** @param keys of one journal, oldest first. @returns the one in force when the head of `seq` was signed. */
export const keyAt = <K>(keys: readonly KeyFrom<K>[], seq: number): K | undefined =>
  keys.findLast(({ afterSeq }) => afterSeq < seq)?.publicKey;
