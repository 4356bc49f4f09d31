import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePriceText } from '../src/import/price-text.ts';

test.each([
  ['12.34', 1234],
  ['12,34', 1234],
  ['12,3', 1230],
  ['12', 1200],
  ['12,34 $', 1234],
  ['$12.34', 1234],
  ['12.34 CAD', 1234],
  ['1 234,50 $', 123450],
  ['1\u00a0234,50\u00a0$', 123450],
  ['1\u202f234,50', 123450],
  ['1,234.50', 123450],
  ['1.234,50', 123450],
  ['1,234,567', 123456700],
  ['-3,00', -300],
  ['0', 0],
])('P4: “%s” in a sheet is %i cents', (text, amountMinor) => {
  expect(parsePriceText(text)).toEqual({ ok: true, amountMinor });
});

test.each(['1,234', '1.234', '12.345'])(
  'P4: “%s” could be thousands or decimals, so it is refused',
  (text) => {
    expect(parsePriceText(text)).toEqual({ ok: false, why: 'ambiguous' });
  },
);

test.each(['', 'abc', '12,34,5', '1 23,45', '12.3456', '1e3', '12.34.56', '--3', '12 €'])(
  'P4: “%s” is no price',
  (text) => {
    expect(parsePriceText(text)).toEqual({ ok: false, why: 'not-a-price' });
  },
);

test('P4: what Québec and English spreadsheets write of an amount is read back as that amount', () => {
  const amounts = fc.integer({ min: 0, max: 1_000_000_000 });
  const locales = fc.constantFrom('fr-CA', 'en-CA', 'de-CH');
  fc.assert(
    fc.property(amounts, locales, (amountMinor, locale) => {
      const text = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: 'CAD',
        currencyDisplay: 'narrowSymbol',
      }).format(amountMinor / 100);
      expect(parsePriceText(text)).toEqual({ ok: true, amountMinor });
    }),
  );
});

test('P4: no text makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => void parsePriceText(text)));
});
