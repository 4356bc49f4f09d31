/** What a scan or a typed code means here. */
import { parseGtin } from '@comptoir/gs1/keys/gtin';
import { parseScan } from '@comptoir/gs1/scan';
import { byCode, type Kept } from './kept.ts';

export type Recognised = Readonly<{ product: Kept }> | Readonly<{ unknown: string }>;

export async function recogniseScan(text: string): Promise<Recognised> {
  const bySku = await byCode(text.toUpperCase());
  if (bySku) return { product: bySku };
  const scan = parseScan(text);
  const product = scan.ok ? await byCode(scan.gtin14 ?? scan.text ?? text) : undefined;
  return product ? { product } : { unknown: text };
}

export async function recogniseTyped(text: string): Promise<Recognised> {
  const gtin = parseGtin(text);
  const product = (await byCode(text.toUpperCase())) ?? (gtin.ok ? await byCode(gtin.gtin14) : undefined);
  return product ? { product } : { unknown: text };
}
