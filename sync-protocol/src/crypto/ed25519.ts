/** Ed25519 with raw keys: 32 bytes of seed, 32 bytes of public key, 64 bytes of signature. Source: RFC 8032. */
import { ed25519 } from '@noble/curves/ed25519.js';

export const ed25519PublicKey = (secretKey: Uint8Array): Uint8Array => ed25519.getPublicKey(secretKey);

/** Deterministic: the same key and message give the same 64 bytes everywhere. */
export const ed25519Sign = (message: Uint8Array, secretKey: Uint8Array): Uint8Array =>
  ed25519.sign(message, secretKey);

/** @returns false for a wrong signature and for malformed keys or signatures alike; never throws. */
export function ed25519Verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    // Strict RFC 8032 rather than ZIP 215: a signature that another library refuses must not pass here.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
