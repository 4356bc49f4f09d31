/** Codes of every symbology as a worn label, a slipping hand or two labels side by side give them to a till. */
import { checkDigit, priceVerifier } from '@comptoir/gs1';
import { initialSettings } from '@comptoir/sync-protocol/settings/initial-settings';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../replica/product.ts';
import { admit } from './admit.ts';
import { newDraft } from './draft.ts';
import { type Codes, recogniseScan } from './recognise.ts';

const whole = (digits: string) => digits + checkDigit(digits);
const article = (id: string, gtin: string, changed: Partial<Product> = {}): Product => ({
  ...{ id, sku: `SKU-${id}`, gtins: [gtin.padStart(14, '0')], nameFr: id, nameEn: id, categoryId: 'c' },
  ...{ unitPriceMinor: 1_299, taxCategory: 'zero', soldBy: 'piece', isCharge: false, imageUrl: undefined },
  ...{ rank: 1, favourite: false },
  ...changed,
});
const [a, b] = [article('1001', whole('005565368450')), article('1002', whole('301762042200'))];
const small = article('1003', whole('9638507'));
const upcE = article('1004', '012000003455');
const crate = article('1005', whole('1950600013435'));
const saw = article('1006', whole('950600013435'), { tracks: 'serial' });
const cheese = article('1007', whole('952123454321'), { soldBy: 'weight' });
const ham = article('1008', whole('21234500000'), { soldBy: 'weight' });
const shelf = [a, b, small, upcE, crate, saw, cheese, ham];
const book = new Map(shelf.flatMap((one) => [...one.gtins, one.sku].map((code) => [code, one])));
const codes: Codes = { byCode: (code) => book.get(code), inStore: initialSettings['in-store-codes'] };

const gtin14 = ({ gtins }: Product) => gtins[0] ?? '';
const label = whole(`212345${priceVerifier('0599')}0599`);
/** By symbology: its identifier, what it carries, whose it is, and the weight or the number that it tells. */
const printed: readonly [string, string, string, Product, string?][] = [
  ['EAN-13', ']E0', gtin14(b).slice(1), b],
  ['UPC-A', ']E0', gtin14(a).slice(1), a],
  ['EAN-8', ']E4', gtin14(small).slice(6), small],
  ['ITF-14', ']I1', gtin14(crate), crate],
  ['GS1-128', ']C1', `01${gtin14(cheese)}3103000345`, cheese, '0.345'],
  ['GS1 DataBar', ']e0', `01${gtin14(cheese)}3103000345`, cheese, '0.345'],
  ['GS1 DataMatrix', ']d2', `01${gtin14(saw)}21SN-0001`, saw, 'SN-0001'],
  ['GS1 QR', ']Q3', `01${gtin14(saw)}21SN-0001`, saw, 'SN-0001'],
  ['GS1 DotCode', ']J1', `01${gtin14(saw)}21SN-0001`, saw, 'SN-0001'],
  ['QR with a web address', ']Q1', `https://example.ca/01/${gtin14(saw)}/21/SN-0001`, saw, 'SN-0001'],
  ['Code 128 of the shop', ']C0', a.sku, a],
  ['Code 39 of the shop', ']A0', b.sku, b],
  ['a label of the store’s scale', ']E0', `0${label}`, ham, '0.461'],
  ['UPC-E by a wedge', '', '01234505', upcE],
  ['UPC-A by a wedge', '', gtin14(a).slice(2), a],
  ['GS1 by a wedge', '', `01${gtin14(cheese)}3103000345`, cheese, '0.345'],
];
const anyPrinted = fc.constantFrom(...printed);

const readAs = (aim: string, text: string) => {
  const scanned = recogniseScan(text, aim === '' ? null : aim, codes);
  return scanned.is === 'product'
    ? { id: scanned.product.id, tells: scanned.quantity ?? scanned.piece?.number ?? undefined }
    : scanned.is;
};

test.each(printed)('E1: %s is read as it is printed', (_name, aim, data, product, tells) => {
  expect(readAs(aim, data)).toEqual({ id: product.id, tells });
});

/** Of a number that may have any length nobody can tell that its end is missing. */
const isPartOf = (told: string | undefined, tells: string | undefined) =>
  told === undefined || told === tells || (tells?.startsWith('SN') === true && tells.startsWith(told));

test('E1: a code of any symbology that is cut short, at its head or its end, is refused, or is the same article and no other weight', () => {
  fc.assert(
    fc.property(anyPrinted, fc.nat(60), fc.boolean(), ([, aim, data, product, tells], at, isHead) => {
      const place = at % data.length;
      const read = readAs(aim, isHead ? data.slice(place) : data.slice(0, place));
      if (typeof read === 'string') return;
      expect(read.id).toBe(product.id);
      expect(isPartOf(read.tells, tells)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('E1: a code that comes doubled is refused, or is its article once', () => {
  for (const [name, aim, data, product, tells] of printed) {
    const read = readAs(aim, data + data);
    if (typeof read !== 'string') expect([name, read]).toEqual([name, { id: product.id, tells }]);
  }
});

test('E1: of two codes that come as one none is added', () => {
  for (const [one, aim, data, product] of printed)
    for (const [other, , more, next] of printed)
      if (product !== next)
        expect([one, other, typeof readAs(aim, data + more)]).toEqual([one, other, 'string']);
});

test('E1: whatever is not read whole is told in a sentence, and the basket stays as it is', () => {
  const till = { draft: newDraft('sale', '2026-11-24T15:00:00.000Z'), entryQuantity: null };
  fc.assert(
    fc.property(anyPrinted, anyPrinted, fc.nat(60), ([, aim, data], [, , more], at) => {
      for (const text of [data.slice(0, at % data.length), data + more]) {
        const scanned = recogniseScan(text, aim === '' ? null : aim, codes);
        if (scanned.is === 'product') continue;
        const admitted = admit(scanned, { ...till, isPaying: false, hasRules: true, catalogueReady: true });
        expect(admitted).toMatchObject({
          is: 'refused',
          notice: { kind: expect.stringMatching(/^(unknown-code|bad-check-digit|glued-codes)$/) },
        });
      }
    }),
  );
});
