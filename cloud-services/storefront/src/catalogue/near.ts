/**
 * Which stores are near a visitor, without a map: the more of two postal codes is the same from the left, the nearer they lie. Where the
 * visitor is they said themselves, when they asked what delivery costs; the first half of it is kept in a cookie.
 * Source: Canada Post, Addressing Guidelines, forward sortation areas.
 */
import { readPostalCode } from '@comptoir/service-kit/postal-codes/canada';
import { dayS } from '../http/cookies.ts';
import type { Visit } from '../visit.ts';

const areaDays = 60;
const areaLength = 3;

export const keepArea = ({ jar }: Pick<Visit, 'jar'>, postalCode: string): void =>
  jar.set('area', postalCode.slice(0, areaLength), areaDays * dayS);

export const areaOf = ({ jar }: Pick<Visit, 'jar'>): string | null => jar.get('area') ?? null;

/** Of a store's last line of address. */
export const postalCodeIn = (address: readonly string[]) =>
  readPostalCode(/[A-Z]\d[A-Z]\s*\d[A-Z]\d\s*$/.exec(address.at(-1) ?? '')?.[0] ?? '');

/** From 0, another part of the country, to 3, the same area. */
export function nearness(area: string | null, address: readonly string[]): number {
  const there = postalCodeIn(address)?.postalCode ?? '';
  let same = 0;
  while (area !== null && same < areaLength && area[same] !== undefined && area[same] === there[same])
    same += 1;
  return same;
}
