/**
 * Sales' signing keys: one for tokens, one for cosignatures, so that neither can pass for the other. All instances share their folder.
 */
import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import {
  loadOrMakeSigningKey,
  readTextIfAny,
  type TokenKey,
  tokenKeyOf,
} from '@comptoir/service-kit/auth/key-files';
import { exportJWK, type JWK } from 'jose';

export type SigningKeys = Readonly<{
  token: TokenKey;
  /** Public halves of all that tokens may be signed with: what is beside the key in its folder is looked at anew each time. */
  published(): Promise<readonly JWK[]>;
  /** Raw Ed25519: 32 bytes of seed, 32 of public key. */
  cosign: Readonly<{ secretKey: Uint8Array; publicKey: Uint8Array }>;
}>;

/**
 * The key that signs (another instance may have started with it since), the one that will, published before it does, and the one that
 * did, while its tokens last. Source: docs/data-protection.md, Keys.
 */
const tokenFile = 'token.pem';
const published = [tokenFile, 'token-next.pem', 'token-before.pem'];

export async function loadKeys(directory: string): Promise<SigningKeys> {
  const token = await tokenKeyOf(await loadOrMakeSigningKey(join(directory, tokenFile)));
  const { d, x } = await exportJWK(await loadOrMakeSigningKey(join(directory, 'cosign.pem')));
  if (!d || !x) throw new Error(`${directory}/cosign.pem is not an Ed25519 private key`);
  return {
    token,
    published: async () => {
      const found = (await Promise.all(published.map((name) => publicIn(join(directory, name))))).flat();
      return [...new Map([token.jwk, ...found].map((jwk) => [jwk.kid, jwk])).values()];
    },
    cosign: { secretKey: Buffer.from(d, 'base64url'), publicKey: Buffer.from(x, 'base64url') },
  };
}

/** @returns none also of a file that holds something else: those who have a good token are not to be locked out by it. */
async function publicIn(path: string): Promise<JWK[]> {
  const text = await readTextIfAny(path);
  try {
    const key = text === undefined ? undefined : createPrivateKey(text);
    return key?.asymmetricKeyType === 'ed25519' ? [(await tokenKeyOf(key)).jwk] : [];
  } catch {
    return [];
  }
}
