import { sha256 } from './hash.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A journal's four characters in every receipt number: Crockford base32 of the first 20 bits of SHA-256 of its id.
 * Source: docs/sync-protocol.md, Journals.
 */
export function seriesOf(journalId: string): string {
  const bits = sha256(journalId).readUIntBE(0, 3) >>> 4;
  return [15, 10, 5, 0].map((shift) => CROCKFORD.charAt((bits >>> shift) & 31)).join('');
}

/** `012-2-K7QF-000123`: store, register, series, number. */
export function receiptNumber(storeNumber: string, register: string, series: string, number: number): string {
  return `${storeNumber}-${register}-${series}-${String(number).padStart(6, '0')}`;
}
