import { readCatalogue } from '@comptoir/ui-kit/testing/read-catalogue';
import { expect, test } from 'vitest';

const read = (locale: string) => readCatalogue(new URL(`../app/src/i18n/${locale}.po`, import.meta.url));
const french = read('fr-CA');
const english = read('en-CA');

test('promise 4: every French text of the shop has its English', () => {
  expect([...french.keys()].filter((text) => !english.get(text))).toEqual([]);
  expect(french.size).toBeGreaterThan(200);
});

test.each([
  ['Il n’en reste que {left}.', 'Only {left} left.'],
  [
    'Nous vérifions votre paiement. Ne payez pas de nouveau.',
    'We are checking your payment. Do not pay again.',
  ],
])('a state keeps the words of the design: %s', (fr, en) => {
  expect(english.get(fr)).toBe(en);
});

test('checklist 3: French words hold no exclamation mark, no English quotation marks, and no space before ; and ?', () => {
  expect([...french.keys()].filter((text) => /[!"“”]| [;?]/.test(text))).toEqual([]);
});
