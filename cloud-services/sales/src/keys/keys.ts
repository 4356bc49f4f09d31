/**
 * Sales' signing keys: one for tokens, one for cosignatures, so that neither can pass for the other. All instances share their folder.
 */
import { join } from 'node:path';
import { loadOrMakeSigningKey, type TokenKey, tokenKeyOf } from '@comptoir/service-kit/auth/key-files';
import { exportJWK } from 'jose';

export type SigningKeys = Readonly<{
  token: TokenKey;
  /** Raw Ed25519: 32 bytes of seed, 32 of public key. */
  cosign: Readonly<{ secretKey: Uint8Array; publicKey: Uint8Array }>;
}>;

export async function loadKeys(directory: string): Promise<SigningKeys> {
  const token = await tokenKeyOf(await loadOrMakeSigningKey(join(directory, 'token.pem')));
  const { d, x } = await exportJWK(await loadOrMakeSigningKey(join(directory, 'cosign.pem')));
  if (!d || !x) throw new Error(`${directory}/cosign.pem is not an Ed25519 private key`);
  return {
    token,
    cosign: { secretKey: Buffer.from(d, 'base64url'), publicKey: Buffer.from(x, 'base64url') },
  };
}
