/** The shop as authenticators know it. Source: Web Authentication Level 3, 5.1.2: a domain, which an address in digits is not. */
import { isIP } from 'node:net';

export type RelyingParty = Readonly<{ id: string; origin: string }>;

/**
 * A shop that is tried out on one's own machine has them for whoever opens it by that machine's name. Source: RFC 6761, 6.3.
 * @returns undefined where there can be no passkeys.
 */
export function relyingPartyOf(shopUrl: string): RelyingParty | undefined {
  const url = new URL(shopUrl);
  if (url.hostname === '127.0.0.1') url.hostname = 'localhost';
  const { hostname, origin, protocol } = url;
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  const isSecure = protocol === 'https:' || hostname === 'localhost';
  return isAddress || !isSecure ? undefined : { id: hostname, origin };
}
