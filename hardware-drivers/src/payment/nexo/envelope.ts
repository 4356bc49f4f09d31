import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/** Source: Adyen Terminal API, local communications: protecting messages with a shared passphrase. */
export type NexoKey = Readonly<{ hmacKey: Buffer; cipherKey: Buffer; iv: Buffer }>;

export function deriveNexoKey(passphrase: string): NexoKey {
  const bytes = pbkdf2Sync(passphrase, 'AdyenNexoV1Salt', 4000, 80, 'sha1');
  return { hmacKey: bytes.subarray(0, 32), cipherKey: bytes.subarray(32, 64), iv: bytes.subarray(64, 80) };
}

export type SealedNexo = Readonly<{ NexoBlob: string; Hmac: string; Nonce: string }>;

/** @param nonce 16 random bytes, never used twice with a key. */
export function sealNexo(plaintext: string, key: NexoKey, nonce: Buffer): SealedNexo {
  const clear = Buffer.from(plaintext, 'utf8');
  const cipher = createCipheriv('aes-256-cbc', key.cipherKey, xor(key.iv, nonce));
  return {
    NexoBlob: Buffer.concat([cipher.update(clear), cipher.final()]).toString('base64'),
    Hmac: createHmac('sha256', key.hmacKey).update(clear).digest('base64'),
    Nonce: nonce.toString('base64'),
  };
}

/** The clear text, or null if it was not sealed with this key or has been altered. */
export function openNexo(sealed: SealedNexo, key: NexoKey): string | null {
  const nonce = Buffer.from(sealed.Nonce, 'base64');
  const hmac = Buffer.from(sealed.Hmac, 'base64');
  if (nonce.length !== 16 || hmac.length !== 32) return null;
  try {
    const decipher = createDecipheriv('aes-256-cbc', key.cipherKey, xor(key.iv, nonce));
    const clear = Buffer.concat([decipher.update(Buffer.from(sealed.NexoBlob, 'base64')), decipher.final()]);
    const expected = createHmac('sha256', key.hmacKey).update(clear).digest();
    return timingSafeEqual(expected, hmac) ? clear.toString('utf8') : null;
  } catch {
    return null; // Padding that does not fit: another key, or altered bytes.
  }
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)));
}
