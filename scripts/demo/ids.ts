import { createHash } from 'node:crypto';

/** Fixed ids of the demo, in the form of UUIDv7: the same on every machine, so that tests and links can name them. */
const id = (group: string, node: string) => `01930000-0000-7000-${group}-${node.padStart(12, '0')}`;

export const demoId = {
  store: (number: number) => id('8500', String(number)),
  register: (store: number, number: number) => id('8510', `${store}${String(number).padStart(2, '0')}`),
  staff: (number: number) => id('8600', String(number)),
  /** Holds the barcode itself: fourteen digits. */
  realProduct: (gtin14: string) => id(`84${gtin14.slice(0, 2)}`, gtin14.slice(2)),
};

const openingNamespace = Buffer.from('0193000000007000870000000000000a', 'hex');

/** One a store and product, however the demo's lists grow: what is there already is known by it. Source: RFC 9562, 5.5 (UUIDv5). */
export function openingMovementId(storeId: string, productId: string): string {
  const digest = createHash('sha1')
    .update(openingNamespace)
    .update(`opening/${storeId}/${productId}`)
    .digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
