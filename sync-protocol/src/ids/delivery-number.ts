/**
 * What people and barcodes call a transfer or a purchase order: `T-7F3K92QD`. Made from its id, so that a store that is cut off prints
 * the same number as head office.
 */
import { assert } from '../assert.ts';

/** Crockford's: no I, L, O, U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @param id a UUID; its last 40 bits, which are random in a UUIDv7, give eight signs. */
export function deliveryNumber(prefix: 'T' | 'A', id: string): string {
  const hex = id.replaceAll('-', '').slice(-10);
  assert(/^[0-9a-f]{10}$/i.test(hex), `not a UUID: ${id}`);
  const bits = BigInt(`0x${hex}`);
  const text = Array.from({ length: 8 }, (_, at) => signs[Number((bits >> BigInt(35 - 5 * at)) & 31n)]);
  return `${prefix}-${text.join('')}`;
}
