/**
 * What lets a cashier in while the edge is away: their last session here, sealed under their PIN. No PIN and no hash of one is kept;
 * the right PIN opens the seal, any other does not. The key is also made of one that this browser holds and does not give away, so
 * that what is copied out of it is worth nothing elsewhere. Four digits are four digits: wrong tries are counted beside it.
 */
import type { SessionAnswer } from '@comptoir/edge-agent/api';

/** OWASP's count for PBKDF2 with SHA-256: a fifth of a second at a till. */
const iterations = 600_000;

export type SealedSignIn = Readonly<{
  staffId: string;
  salt: Uint8Array<ArrayBuffer>;
  nonce: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}>;

/** The browser's own half of the key: it can be used here and not be read. */
export const newSealKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

export async function seal(sealKey: CryptoKey, session: SessionAnswer, pin: string): Promise<SealedSignIn> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const staffId = session.staff.id;
  const key = await keyOf(sealKey, staffId, pin, salt);
  const text = new TextEncoder().encode(JSON.stringify(session));
  return {
    staffId,
    salt,
    nonce,
    sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, text),
  };
}

/** @returns null for any PIN but the one it was sealed with. */
export async function unseal(
  sealKey: CryptoKey,
  { staffId, salt, nonce, sealed }: SealedSignIn,
  pin: string,
): Promise<SessionAnswer | null> {
  const key = await keyOf(sealKey, staffId, pin, salt);
  try {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, sealed);
    return JSON.parse(new TextDecoder().decode(text)) as SessionAnswer;
  } catch {
    return null;
  }
}

async function keyOf(sealKey: CryptoKey, staffId: string, pin: string, salt: Uint8Array<ArrayBuffer>) {
  const words = new TextEncoder().encode(`comptoir/sign-in/1\n${staffId}\n${pin}\n`);
  const mixed = await crypto.subtle.sign('HMAC', sealKey, words);
  const material = await crypto.subtle.importKey('raw', mixed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}
