/** By what tries of the same people are told to belong together; hashes alone are kept, and they end with the person. Pure but for the hash. */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { CheckoutRequest } from '../api.ts';

/** Null: nothing to tell by. */
export type Traits = Readonly<{ network: string | null; place: string | null }>;

export const traitsOf = (address: string, { delivery }: Pick<CheckoutRequest, 'delivery'>): Traits => ({
  network: hashed(networkOf(address)),
  place:
    delivery.method === 'ship'
      ? hashed(plain(`${delivery.address.lines[0]} ${delivery.address.postalCode}`))
      : null,
});

export const cardHashOf = ({ card }: Readonly<{ card?: string }>): string | null => hashed(card ?? null);

const hashed = (text: string | null): string | null =>
  text === null ? null : createHash('sha256').update(text).digest('base64url').slice(0, 22);

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/**
 * The range that one subscriber has: /24 of IPv4, /48 of IPv6. Null for addresses that say nothing: of this machine, of a
 * network of one's own. Source: RFC 6177 (sites get /48 to /56), RFC 1918, RFC 4193.
 */
export function networkOf(address: string): string | null {
  const told = address.replace(/^::ffff:/, '');
  if (isIP(told) === 4) {
    if (/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(told)) return null;
    return told.split('.').slice(0, 3).join('.');
  }
  if (isIP(told) !== 6 || /^(::1?$|f[cde])/i.test(told)) return null;
  return groupsOf(told).slice(0, 3).join(':');
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right].map(
    (group) => group.replace(/^0+/, '') || '0',
  );
}
