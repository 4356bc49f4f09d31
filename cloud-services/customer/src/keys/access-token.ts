/** Signs what customers show to every service, and checks it with the same ring. */
import { customerAudience, customerIssuer } from '@comptoir/service-kit/auth/customer-tokens';
import { createLocalJWKSet, type JWTVerifyGetKey, SignJWT } from 'jose';
import type { KeyRing } from './key-ring.ts';

/** A session that was ended may be used elsewhere for so long; here it ends at once. */
export const accessTokenSeconds = 15 * 60;

export async function signAccessToken(
  ring: KeyRing,
  customerId: string,
  sessionId: string,
  now: Date,
): Promise<string> {
  const { privateKey, jwk } = await ring.current();
  const seconds = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? '' })
    .setIssuer(customerIssuer)
    .setAudience(customerAudience)
    .setSubject(customerId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + accessTokenSeconds)
    .sign(privateKey);
}

export const ringKeys =
  (ring: KeyRing): JWTVerifyGetKey =>
  async (header, token) =>
    createLocalJWKSet({ keys: [...(await ring.published())] })(header, token);
