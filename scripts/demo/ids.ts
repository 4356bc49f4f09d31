/** Fixed ids of the demo, in the form of UUIDv7: the same on every machine, so that tests and links can name them. */
const id = (group: string, node: string) => `01930000-0000-7000-${group}-${node.padStart(12, '0')}`;

export const demoId = {
  store: (number: number) => id('8500', String(number)),
  register: (store: number, number: number) => id('8510', `${store}${String(number).padStart(2, '0')}`),
  staff: (number: number) => id('8600', String(number)),
  /** Holds the barcode itself: fourteen digits. */
  realProduct: (gtin14: string) => id(`84${gtin14.slice(0, 2)}`, gtin14.slice(2)),
};
