/** Checks a JWT: what is wrong with it is told as problem details, what keeps us from knowing as 503. */
import type { Request } from 'express';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { z } from 'zod';
import { problem, unavailable } from '../http/problem.ts';
import type { HouseFetch } from '../tls/house-fetch.ts';

/** Keys published at an address; fetched when first needed, kept for 10 min; an unknown key id asks anew, at most each 5 s. */
export function remoteKeys(issuerUrl: string, fetchOfHouse: HouseFetch = fetch): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL('/.well-known/jwks.json', issuerUrl), {
    cacheMaxAge: 600_000,
    cooldownDuration: 5_000,
    timeoutDuration: 3_000,
    [customFetch]: fetchOfHouse,
  });
}

export const unauthenticated = (detail: string, cause?: unknown) =>
  problem(401, 'unauthenticated', 'No valid credential', detail, {
    headers: { 'www-authenticate': 'Bearer' },
    cause,
  });

export type Expected = Readonly<{ issuer: string; audience: string }>;

/** @throws Problem 401 for a token that is not valid here, 503 when its keys cannot be had. */
export async function verifiedClaims(
  token: string,
  keys: JWTVerifyGetKey,
  expected: Expected,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, { ...expected, algorithms: ['EdDSA'] });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw unauthenticated('The token has expired: sign in again.', error);
    if (error instanceof errors.JWKSTimeout || error instanceof TypeError || isFetchFailure(error))
      throw unavailable('The sign-in service', error);
    throw unauthenticated('The token is not valid here: sign in again.', error);
  }
}

/** @throws Problem 401 for a token that is ours, and says nothing that we know of who shows it. */
export function claimsAs<S extends z.ZodType>(schema: S, claims: JWTPayload): z.infer<S> {
  const known = schema.safeParse(claims);
  if (!known.success) throw unauthenticated('The token is not valid here: sign in again.', known.error);
  return known.data;
}

export function bearerOf(request: Request): string {
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token)
    throw unauthenticated('Send `Authorization: Bearer` with a token from the sign-in call.');
  return token;
}

/** jose wraps an answer other than 200 in a plain JOSEError. */
const isFetchFailure = (error: unknown) =>
  error instanceof errors.JOSEError &&
  error.code === 'ERR_JOSE_GENERIC' &&
  /JSON Web Key Set HTTP response/.test(error.message);
