/** Barcodes as Product keeps them: fourteen digits. */
import { checkDigit, parseGtin } from '@comptoir/gs1';

export type ReadGtin =
  | Readonly<{ ok: true; gtin14: string }>
  | Readonly<{ ok: false; why: 'bad-gtin'; expected: '' }>
  | Readonly<{ ok: false; why: 'bad-check-digit'; expected: string }>;

export function readGtin(text: string): ReadGtin {
  const gtin = parseGtin(text);
  if (gtin.ok) return gtin;
  if (gtin.why !== 'check-digit') return { ok: false, why: 'bad-gtin', expected: '' };
  return { ok: false, why: 'bad-check-digit', expected: checkDigit(text.slice(0, -1)) };
}

/** What a product without a SKU of its own is called by: the code as it is printed, thirteen digits. */
export const skuOfGtin = (gtin14: string) => (gtin14.startsWith('0') ? gtin14.slice(1) : gtin14);
