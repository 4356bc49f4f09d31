/** The shop as authenticators know it. Source: Web Authentication Level 3, 5.1.2: a domain, which an address in digits is not. */
import { isIP } from 'node:net';

export type RelyingParty = Readonly<{ id: string; origin: string }>;

/** @returns undefined where there can be no passkeys. */
export function relyingPartyOf(shopUrl: string): RelyingParty | undefined {
  const { hostname, origin, protocol } = new URL(shopUrl);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  const isSecure = protocol === 'https:' || hostname === 'localhost';
  return isAddress || !isSecure ? undefined : { id: hostname, origin };
}
