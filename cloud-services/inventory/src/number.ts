/** Numbers of documents, for people and barcodes: `T-7F3K92QD`. They follow from the document's id, so that nobody has to hand them out. */
import { createHash } from 'node:crypto';

/** 32 signs that are not taken for one another: no 0 or O, no 1 or I. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const length = 8;

/** @param kind `T`, a transfer; `A`, a purchase order (*achat*). */
export function documentNumber(kind: 'T' | 'A', id: string): string {
  const hash = createHash('sha256').update(id).digest().subarray(0, length);
  return `${kind}-${[...hash].map((byte) => signs[byte % signs.length]).join('')}`;
}
