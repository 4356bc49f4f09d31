import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf, type Edit, faultyAttribute } from '../app/src/catalogue/edit.ts';
import { emptyDraft, requestOf } from '../app/src/catalogue/new-product.ts';

const product: Edit = {
  name: { fr: 'Pain', en: 'Bread' },
  variantName: null,
  categoryId: 'c',
  taxCategory: 'basic-grocery',
  imageUrl: null,
  rank: null,
  favourite: false,
  attributes: [{ code: 'colour', fr: 'bleu', en: 'blue' }],
  gtins: '04006381333931',
  ...{ soldBy: 'piece', optionCodes: [], minimumAge: null, tracks: null, isCharge: false, chargeIds: [] },
  archived: false,
};

test('P4: only what was changed is sent, so that two people may change different things', () => {
  expect(changesOf(product, product)).toEqual({});
  expect(changesOf(product, { ...product, favourite: true })).toEqual({ favourite: true });
  const attributes = [
    ...product.attributes,
    { code: 'size', fr: 'grand', en: '' },
    { code: '', fr: '', en: '' },
  ];
  expect(changesOf(product, { ...product, attributes })).toEqual({
    attributes: { colour: { fr: 'bleu', en: 'blue' }, size: { fr: 'grand', en: 'grand' } },
  });
});

test('P1: an attribute without a code, with a wrong one, one that comes twice or says nothing is shown, an empty row is not', () => {
  const row = fc.record({
    code: fc.constantFrom('', 'colour', 'size', 'Taille', 'é'),
    fr: fc.constantFrom('', ' ', 'bleu'),
    en: fc.constantFrom('', 'blue'),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const told = rows.filter(({ code, fr, en }) => `${code}${fr}${en}`.trim() !== '');
      const isSound =
        told.every(({ code, fr, en }) => /^[a-z]+$/.test(code) && `${fr}${en}`.trim() !== '') &&
        new Set(told.map(({ code }) => code)).size === told.length;
      expect(faultyAttribute(rows) === undefined).toBe(isSound);
    }),
  );
});

test('P1 P4: barcodes are told one by one, however they were typed, and a new product only once nothing lacks', () => {
  expect(changesOf(product, { ...product, gtins: ' 96385074;04006381333931' })).toEqual({
    gtins: ['96385074', '04006381333931'],
  });
  const named = { ...emptyDraft, name: { fr: 'Pain', en: 'Bread' }, categoryId: 'c', sku: 'PAIN' };
  expect(requestOf(named)).toBeUndefined();
  expect(requestOf({ ...named, price: '90071992547409,93' })).toBeUndefined();
  expect(requestOf({ ...named, price: '4,25' })).toMatchObject({
    price: { amountMinor: 425, currency: 'CAD' },
  });
  expect(requestOf({ ...named, kind: 'family', options: ['size'] })).toMatchObject({ options: ['size'] });
});
