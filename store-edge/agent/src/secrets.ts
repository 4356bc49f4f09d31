import { randomBytes, randomInt } from 'node:crypto';
import { sha256 } from './journal/hash.ts';

/** Without 0, 1, I, L, O, U: read aloud or typed without doubt. */
const READABLE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;

export const newToken = (): string => randomBytes(32).toString('base64url');

/** `K7QF-9MWX`, 39 bits: short-lived, used once, and guesses are counted. */
export function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => READABLE.charAt(randomInt(READABLE.length))).join(
    '',
  );
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Secrets are kept as digests only; spaces, dashes and case of a typed code do not count. */
export const digestOfCode = (code: string): Buffer => sha256(code.toUpperCase().replace(/[^0-9A-Z]/g, ''));
export const digestOfToken = (token: string): Buffer => sha256(token);
