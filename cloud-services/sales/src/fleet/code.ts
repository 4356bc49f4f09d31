/** Enrolment codes: typed by a person once, 60 bits, kept only as a hash. */
import { createHash } from 'node:crypto';

/** Crockford's base32: no I, L, O, U, which people misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeCharacters = 12;
export const codeLifetimeMs = 3_600_000;

/** @param random at least 12 random bytes. @returns `K7QF-92QD-0A4Z`. */
export function codeFrom(random: Uint8Array): string {
  const characters = Array.from(random.subarray(0, codeCharacters), (byte) => alphabet.charAt(byte & 31));
  return (characters.join('').match(/.{4}/g) ?? []).join('-');
}

/** Case, dashes and spaces do not matter; I and L are read as 1, O as 0. */
export function codeHash(typed: string): Buffer {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  return createHash('sha256').update(`comptoir/enrolment/1\n${plain}`).digest();
}
