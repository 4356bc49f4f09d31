import { ed25519Verify, fromBase64, utf8 } from '@comptoir/sync-protocol';
import type { DeviceKey } from '../../../src/sync/device-key.ts';

/** By the portable library, which is another implementation than the one that signed. */
export function deviceKeySignature(key: DeviceKey, text: string): boolean {
  const signature = fromBase64(key.sign(text));
  const publicKey = fromBase64(key.publicKey);
  return signature !== null && publicKey !== null && ed25519Verify(signature, utf8(text), publicKey);
}
