/** Signs the tokens that every service checks with our JWKS. */
import type { Route } from '@comptoir/service-kit';
import { publishedKeys } from '@comptoir/service-kit/auth/key-files';
import { tokenIssuer } from '@comptoir/service-kit/auth/tokens';
import { createLocalJWKSet, type JWTVerifyGetKey, SignJWT } from 'jose';
import type { SigningKeys } from './keys.ts';

/** A head-office working day, so that nobody is signed out while entering prices. */
export const staffTokenSeconds = 8 * 3_600;
/** Source: docs, Sync protocol, Up: 15 min by the server's clock. */
export const deviceTokenSeconds = 15 * 60;

export type SignToken = (
  audience: 'staff' | 'device',
  subject: string,
  claims: Record<string, unknown>,
  /** The token is good from then on, were it a moment ahead. */
  goodFrom?: Date | null,
) => Promise<string>;

export const tokenSigner =
  ({ token }: SigningKeys): SignToken =>
  (audience, subject, claims, goodFrom) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: token.jwk.kid ?? '' })
      .setIssuer(tokenIssuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(Math.floor(Math.max(Date.now(), goodFrom?.getTime() ?? 0) / 1_000))
      .setExpirationTime(`${audience === 'staff' ? staffTokenSeconds : deviceTokenSeconds}s`)
      .sign(token.privateKey);

/** What another instance signs with is known here too, as soon as it is beside our own. */
export function localKeys({ token, published }: SigningKeys): JWTVerifyGetKey {
  const own = createLocalJWKSet({ keys: [token.jwk] });
  return async (header, told) =>
    header?.kid === token.jwk.kid
      ? own(header, told)
      : createLocalJWKSet({ keys: [...(await published())] })(header, told);
}

export const jwksRoute = ({ published }: SigningKeys): Route => publishedKeys(published);
