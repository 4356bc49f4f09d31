/**
 * Tokens are JWTs signed by Sales (EdDSA). Every service checks them with Sales' public keys, fetched once and kept.
 * Source: docs, Who owns what, staff and edges.
 */

import type { JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { problem } from '../http/problem.ts';
import type { GoodFrom } from './ended-sessions.ts';
import type { Guard } from './guard.ts';
import { type StaffRole, seesEveryStore, staffRole } from './roles.ts';
import { verifiedOnce } from './verified-once.ts';
import { bearerOf, claimsAs, unauthenticated, verifiedClaims } from './verify.ts';

export const tokenIssuer = 'comptoir-sales';

const staffClaims = z.object({
  sub: z.string(),
  // A role of a later version allows nothing here, and takes nothing away.
  roles: z
    .array(z.string())
    .transform((roles) => roles.flatMap((role) => staffRole.safeParse(role).data ?? [])),
  stores: z.array(z.string()).optional(),
  /** Seconds since 1970. */
  iat: z.number().default(0),
});
/** `stores`: where the person may look; absent: everywhere. A regional manager holds the role `manager` too. */
export type StaffCaller = Readonly<{
  kind: 'staff';
  id: string;
  roles: readonly StaffRole[];
  stores?: readonly string[];
}>;

const deviceClaims = z.object({ edge: z.string(), store: z.string(), session: z.int() });
export type DeviceCaller = Readonly<{ kind: 'device'; edge: string; store: string; session: number }>;

export type Tokens = ReturnType<typeof createTokens>;

export function createTokens(keys: JWTVerifyGetKey, goodFrom: GoodFrom) {
  const claimsOf = (token: string, audience: 'staff' | 'device') =>
    verifiedClaims(token, keys, { issuer: tokenIssuer, audience });

  const staffOf = async (token: string): Promise<StaffCaller> => {
    const { sub, roles, stores, iat } = claimsAs(staffClaims, await claimsOf(token, 'staff'));
    if (iat < ((await goodFrom(sub)) ?? 0)) throw unauthenticated('This session was ended: sign in again.');
    // Without a store told, a regional manager sees none rather than all.
    const own = seesEveryStore(roles) ? undefined : (stores ?? (roles.includes('regional') ? [] : undefined));
    // Wherever a manager is let in, a manager of several stores is.
    const held: StaffRole[] =
      roles.includes('regional') && !roles.includes('manager') ? [...roles, 'manager'] : roles;
    return { kind: 'staff', id: sub, roles: held, ...(own ? { stores: own } : {}) };
  };
  const ofDevice = verifiedOnce((token) => claimsOf(token, 'device'));
  const deviceOf = async (token: string): Promise<DeviceCaller> => ({
    kind: 'device',
    ...claimsAs(deviceClaims, await ofDevice(token)),
  });

  return {
    /** For sockets, which carry the token in their handshake. */
    staffOf,
    deviceOf,
    /** Staff with one of the roles; any staff when none is named. */
    requireStaff: (...roles: readonly StaffRole[]): Guard<StaffCaller> => ({
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
