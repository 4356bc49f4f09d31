/**
 * Customers' tokens are JWTs signed by Customer (EdDSA), whose keys rotate. A customer reads only what is theirs.
 * Source: docs, HTTP interface, Conventions.
 */
import { decodeJwt, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { notFound } from '../http/problem.ts';
import type { Guard } from './guard.ts';
import type { StaffRole } from './roles.ts';
import type { StaffCaller, Tokens } from './tokens.ts';
import { bearerOf, claimsAs, verifiedClaims } from './verify.ts';

export const customerIssuer = 'comptoir-customer';
export const customerAudience = 'shop';

const claims = z.object({ sub: z.string(), sid: z.string() });
/** `session`: what all tokens of one sign-in have in common. */
export type CustomerCaller = Readonly<{ kind: 'customer'; id: string; session: string }>;

export type CustomerTokens = ReturnType<typeof createCustomerTokens>;

/** @param keys `remoteKeys(config.CUSTOMER_URL)` */
export function createCustomerTokens(keys: JWTVerifyGetKey) {
  const customerOf = async (token: string): Promise<CustomerCaller> => {
    const expected = { issuer: customerIssuer, audience: customerAudience };
    const { sub, sid } = claimsAs(claims, await verifiedClaims(token, keys, expected));
    return { kind: 'customer', id: sub, session: sid };
  };
  const requireCustomer = (): Guard<CustomerCaller> => ({
    scheme: 'customerToken',
    check: async (request) => customerOf(bearerOf(request)),
  });
  return {
    /** For sockets and servers, which carry the token elsewhere. */
    customerOf,
    requireCustomer,
    /** A guest is `undefined`. A token that is not valid is refused all the same: its owner believes to be signed in. */
    optionalCustomer: (): Guard<CustomerCaller | undefined> => ({
      scheme: 'customerToken',
      isOptional: true,
      check: async (request) =>
        request.get('authorization') === undefined ? undefined : customerOf(bearerOf(request)),
    }),
  };
}

/** Lets in customers, and staff with one of the roles (any staff when none is named). The token's issuer says which. */
export function customerOrStaff(
  customers: CustomerTokens,
  tokens: Tokens,
  ...roles: readonly StaffRole[]
): Guard<CustomerCaller | StaffCaller> {
  const [customer, staff] = [customers.requireCustomer(), tokens.requireStaff(...roles)];
  return {
    scheme: 'anyToken',
    check: async (request) =>
      issuerOf(bearerOf(request)) === customerIssuer ? customer.check(request) : staff.check(request),
  };
}

/** @throws Problem 404 when a customer asks for another one's: whether it exists is not told. */
export function ownOnly(caller: CustomerCaller | StaffCaller, customerId: string | null, what: string): void {
  if (caller.kind === 'customer' && caller.id !== customerId) throw notFound(what);
}

/** Unverified: it only chooses who verifies. */
function issuerOf(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
