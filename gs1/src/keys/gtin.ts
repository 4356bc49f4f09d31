import { hasCheckDigit } from './check-digit.ts';

export type Gtin =
  | Readonly<{ ok: true; gtin14: string }>
  | Readonly<{ ok: false; why: 'charset' | 'length' | 'check-digit' }>;

/**
 * Reads a GTIN-8, -12, -13 or -14 into fourteen digits. Nothing is trimmed: blanks and terminators are the caller's.
 * Source: GS1 General Specifications, 2.1 and 7.9.1 (fourteen digits, filled with zeros on the left).
 */
export function parseGtin(text: string): Gtin {
  if (text !== '' && !/^[0-9]+$/.test(text)) return { ok: false, why: 'charset' };
  if (![8, 12, 13, 14].includes(text.length)) return { ok: false, why: 'length' };
  if (!hasCheckDigit(text)) return { ok: false, why: 'check-digit' };
  return { ok: true, gtin14: text.padStart(14, '0') };
}
