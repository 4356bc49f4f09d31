/**
 * Receipt numbers, `012-2-K7QF-000123`: store's number, register, the journal's series, count.
 * Gap-free per register and series over sales, returns and voids alike (S4). Source: docs/sync-protocol.md, Records.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../assert.ts';
import { utf8 } from '../bytes.ts';

/** Crockford's: no I, L, O, U. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const countDigits = 6;

export type ReceiptNumber = Readonly<{
  storeNumber: string;
  register: string;
  series: string;
  count: number;
}>;

/** Four characters of Crockford base32: the first 20 bits of SHA-256 of the id's text in lower case. */
export function seriesOf(journalId: string): string {
  const [first = 0, second = 0, third = 0] = sha256(utf8(journalId.toLowerCase()));
  const bits = (first << 12) | (second << 4) | (third >> 4);
  return [15, 10, 5, 0].map((shift) => crockford.charAt((bits >> shift) & 31)).join('');
}

/** Counts beyond 999 999 simply grow by a digit. */
export function formatReceiptNumber({ storeNumber, register, series, count }: ReceiptNumber): string {
  const text = `${storeNumber}-${register}-${series}-${String(count).padStart(countDigits, '0')}`;
  assert(parseReceiptNumber(text) !== null, `not a receipt number: ${text}`);
  return text;
}

/** Lower case is taken too: a person types it. @returns null if it is not a receipt number. */
export function parseReceiptNumber(text: string): ReceiptNumber | null {
  const match = /^(\d{3})-(\d{1,3})-([0-9A-HJKMNP-TV-Z]{4})-(\d{6,12})$/.exec(text.trim().toUpperCase());
  if (!match) return null;
  const [, storeNumber = '', register = '', series = '', digits = ''] = match;
  const count = Number(digits);
  const isWritten = count > 0 && digits === String(count).padStart(countDigits, '0');
  return isWritten ? { storeNumber, register, series, count } : null;
}

export const receiptTokenHead = 'comptoir:2:';
/** A receipt's code, of whatever store (`receipt-token.ts`). Here, so that a till knows one without the means to check it. */
export const isReceiptToken = (text: string): boolean => text.startsWith(receiptTokenHead);

/** Where the code on paper leads whoever has no till: `https://…/r/comptoir:2:…`. @param base with the slash at its end. */
export const receiptPageUrl = (base: string, token: string): string =>
  `${base}r/${token.replaceAll('%', '%25')}`;

/** The token of what was scanned: itself, or the one that an address leads to. @returns null for anything else. */
export function receiptTokenIn(text: string): string | null {
  if (isReceiptToken(text)) return text;
  const at = text.indexOf(`/r/${receiptTokenHead}`);
  return at > 0 && /^https?:\/\//i.test(text) ? text.slice(at + 3).replaceAll('%25', '%') : null;
}

const provisionalMark = 'P-';

/**
 * `P-012-2-X4AB-000003`: the same form, with the series of the terminal's id and a count of the terminal's own, for what it sells
 * while its edge is out of reach. Source: docs/sync-protocol.md, Terminal ↔ edge.
 */
export const formatProvisionalNumber = (number: ReceiptNumber): string =>
  `${provisionalMark}${formatReceiptNumber(number)}`;

export const parseProvisionalNumber = (text: string): ReceiptNumber | null =>
  text.startsWith(provisionalMark) ? parseReceiptNumber(text.slice(provisionalMark.length)) : null;
