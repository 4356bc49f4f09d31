/**
 * Applications and points of sale of others hold an API key, which the gateway checks; it tells the service who that is in
 * `X-Consumer-Username`. Whoever reaches a service otherwise could write that header too, so it is believed only beside
 * the gateway's own key, which the gateway puts on the routes where it asks for an API key, and there alone.
 * Source: docs, HTTP interface, Conventions; kong/README.md, Credentials.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { Guard } from './guard.ts';
import type { StaffRole } from './roles.ts';
import type { StaffCaller, Tokens } from './tokens.ts';

type ApplicationCaller = Readonly<{ kind: 'application'; name: string }>;

/** `GATEWAY_KEY` in the environment of services that applications may call. Without it no application is let in. */
export const gatewayKey = z.string().min(24, 'must have at least 24 characters').optional();

/** Lets in applications that the gateway knows, and staff with one of the roles (any staff when none is named). */
export function applicationOrStaff(
  key: string | undefined,
  tokens: Tokens,
  ...roles: readonly StaffRole[]
): Guard<ApplicationCaller | StaffCaller> {
  const staff = tokens.requireStaff(...roles);
  return {
    scheme: staff.scheme,
    orApiKey: true,
    check: async (request) => applicationOf(request, key) ?? staff.check(request),
  };
}

function applicationOf(request: Request, key: string | undefined): ApplicationCaller | undefined {
  const name = request.get('x-consumer-username');
  // Kong names a consumer also where a route lets everybody in.
  const isAnonymous = request.get('x-anonymous-consumer') !== undefined;
  if (!name || isAnonymous || key === undefined) return undefined;
  return sameText(request.get('x-gateway-key') ?? '', key) ? { kind: 'application', name } : undefined;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const sameText = (one: string, other: string) => timingSafeEqual(sha256(one), sha256(other));
