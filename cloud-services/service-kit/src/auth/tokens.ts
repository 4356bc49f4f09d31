/**
 * Tokens are JWTs signed by Sales (EdDSA). Every service checks them with Sales' public keys, fetched once and kept.
 * Source: docs, Who owns what, staff and edges.
 */

import type { Request } from 'express';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { problem, unavailable } from '../http/problem.ts';
import type { Guard } from './guard.ts';

export const tokenIssuer = 'comptoir-sales';

export const staffRole = z.enum(['cashier', 'supervisor', 'manager', 'head-office']);
export type StaffRole = z.infer<typeof staffRole>;

const staffClaims = z.object({
  sub: z.string(),
  roles: z.array(staffRole),
  stores: z.array(z.string()).optional(),
});
/** `stores`: where a manager may look; absent: everywhere. */
export type StaffCaller = Readonly<{
  kind: 'staff';
  id: string;
  roles: readonly StaffRole[];
  stores?: readonly string[];
}>;

const deviceClaims = z.object({ edge: z.string(), store: z.string(), session: z.int() });
export type DeviceCaller = Readonly<{ kind: 'device'; edge: string; store: string; session: number }>;

const unauthenticated = (detail: string, cause?: unknown) =>
  problem(401, 'unauthenticated', 'No valid credential', detail, {
    headers: { 'www-authenticate': 'Bearer' },
    cause,
  });

export type Tokens = ReturnType<typeof createTokens>;

/** Keys published at an address; fetched when first needed, then cached for 10 min. */
export function remoteKeys(salesUrl: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL('/.well-known/jwks.json', salesUrl), {
    cacheMaxAge: 600_000,
    cooldownDuration: 5_000,
    timeoutDuration: 3_000,
  });
}

export function createTokens(keys: JWTVerifyGetKey) {
  async function claimsOf(token: string, audience: 'staff' | 'device'): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: tokenIssuer,
        audience,
        algorithms: ['EdDSA'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw unauthenticated('The token has expired: sign in again.', error);
      if (error instanceof errors.JWKSTimeout || error instanceof TypeError || isFetchFailure(error))
        throw unavailable('The sign-in service', error);
      throw unauthenticated('The token is not valid here: sign in again.', error);
    }
  }

  const staffOf = async (token: string): Promise<StaffCaller> => {
    const claims = staffClaims.parse(await claimsOf(token, 'staff'));
    return {
      kind: 'staff',
      id: claims.sub,
      roles: claims.roles,
      ...(claims.stores ? { stores: claims.stores } : {}),
    };
  };
  const deviceOf = async (token: string): Promise<DeviceCaller> => ({
    kind: 'device',
    ...deviceClaims.parse(await claimsOf(token, 'device')),
  });

  return {
    /** For sockets, which carry the token in their handshake. */
    staffOf,
    deviceOf,
    /** Staff with one of the roles; any staff when none is named. */
    requireStaff: (...roles: StaffRole[]): Guard<StaffCaller> => ({
      scheme: 'staffToken',
      async check(request) {
        const caller = await staffOf(bearerOf(request));
        if (roles.length > 0 && !roles.some((role) => caller.roles.includes(role)))
          throw problem(
            403,
            'forbidden',
            'Your role does not allow this',
            `Ask someone with the role ${roles.join(' or ')}.`,
          );
        return caller;
      },
    }),
    requireDevice: (): Guard<DeviceCaller> => ({
      scheme: 'deviceToken',
      check: (request) => deviceOf(bearerOf(request)),
    }),
  };
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
