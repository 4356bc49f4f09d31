import { readCatalogue } from '@comptoir/ui-kit/testing/read-catalogue';
import { expect, test } from 'vitest';

const read = (locale: string) => readCatalogue(new URL(`./${locale}.po`, import.meta.url));
const english = read('en-CA');

test('promise 4: every French text has its English', () => {
  expect([...english].filter(([, text]) => text === '')).toEqual([]);
  expect(english.size).toBeGreaterThan(80);
});

test.each([
  [
    'Deux comptes diffèrent : {one} et {other}. Choisissez ou faites recompter.',
    'Two counts differ: {one} and {other}. Choose or ask for a recount.',
  ],
  ['Sans réseau.', 'No network.'],
  ['Code inconnu : {0}', 'Unknown code: {0}'],
])('E10: a state keeps the words of the design: %s', (fr, en) => {
  expect(english.get(fr)).toBe(en);
});

test('checklist 3: French words hold no exclamation mark, no English quotation marks, no space before a question mark', () => {
  expect([...english.keys()].filter((text) => /[!“”]| \?/.test(text))).toEqual([]);
});
