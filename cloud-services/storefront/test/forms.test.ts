import { address } from '@comptoir/order/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { email, password, phone, postalCode, required } from '../app/src/shared/checks.ts';
import { pageIds, pathsOf, patternOf } from '../app/src/shared/paths.ts';
import { readQuantity } from '../app/src/shared/quantity.ts';
import { readShared, sharedQuery } from '../app/src/shared/shared-cart.ts';
import { formAgain, readForm } from '../src/forms.ts';

test.each([
  ['2', '2'],
  ['0,345', '0.345'],
  ['1.50', '1.5'],
  ['0', '0'],
])('a quantity typed as %s is %s', (typed, quantity) => {
  expect(readQuantity(typed)).toBe(quantity);
});

test.each(['', '-1', '1e3', '1,2,3', '10000', '0.0001', 'deux'])('%j is no quantity', (typed) => {
  expect(readQuantity(typed)).toBeUndefined();
});

test('a form that does not pass keeps what was typed, and never a password', () => {
  const form = new URLSearchParams({ email: ' ana ', password: 'short', name: '' });
  const read = readForm(form, { email, password, name: required });
  expect(read.faults).toEqual({ email: 'email', password: 'password-short', name: 'required' });
  expect(formAgain(read.fields, read.faults)).toMatchObject({
    status: 422,
    data: { values: { email: 'ana', name: '' } },
  });
  expect(JSON.stringify(formAgain(read.fields, read.faults))).not.toContain('"short"');
});

test('fields may be left empty where nothing has to be said', () => {
  expect(phone('')).toBeUndefined();
  expect(phone('12')).toBe('phone');
  expect(phone('12345678901')).toBeUndefined();
  expect(phone('+33 6 12 34 56 78')).toBeUndefined();
  expect(phone('22345678901')).toBe('phone');
  expect(postalCode('')).toBe('required');
});

test('every page has an address in both languages, and no two pages share one', () => {
  for (const language of ['fr', 'en'] as const) {
    const patterns = pageIds.map((page) => patternOf(page, language));
    expect(new Set(patterns).size).toBe(pageIds.length);
  }
  expect(pathsOf('fr')('product', { code: 'a b/c' })).toBe('/produits/a%20b%2Fc');
  expect(pathsOf('en')('search', {}, { q: 'milk & honey', sort: undefined })).toBe(
    '/en/search?q=milk+%26+honey',
  );
  expect([pathsOf('fr')('home'), pathsOf('en')('home')]).toEqual(['/', '/en/']);
});

test('B1: a link to a cart says each article and how much, whatever its code; what is no article is passed over', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({
          code: fc.string({ minLength: 1, maxLength: 40 }),
          quantity: fc.integer({ min: 1, max: 9_999_000 }).map((thousandths) => String(thousandths / 1_000)),
        }),
        { selector: ({ code }) => code, maxLength: 30 },
      ),
      (lines) => {
        expect(readShared(new URLSearchParams(sharedQuery(lines)))).toEqual(lines);
      },
    ),
  );
  const read = (text: string) => readShared(new URLSearchParams(text));
  expect(read('share=PAIN*0&share=*2&share=LAIT&share=THE*2,5&share=THE*9&other=X*1')).toEqual([
    { code: 'THE', quantity: '2.5' },
  ]);
});

test('O1: the longest that an address may be in the shop is one that an order takes, and no longer one passes', () => {
  const longest = 'É'.repeat(120);
  const told = {
    recipient: longest,
    lines: [longest],
    city: longest,
    region: 'QC',
    postalCode: 'H2J 1Y0',
    country: 'CA',
  };
  expect([required(longest), address.safeParse(told).success]).toEqual([undefined, true]);
  expect([required(`${longest}e`), address.safeParse({ ...told, city: `${longest}e` }).success]).toEqual([
    'too-long',
    false,
  ]);
});
