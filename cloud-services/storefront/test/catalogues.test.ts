import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** msgid → msgstr of a PO file, with quotes joined. */
function read(locale: string): Map<string, string> {
  const text = readFileSync(new URL(`../app/src/i18n/${locale}.po`, import.meta.url), 'utf8');
  const messages = new Map<string, string>();
  for (const block of text.split('\n\n')) {
    const match = /msgid ((?:".*"\n?)+)msgstr ((?:".*"\n?)+)/.exec(block);
    const joined = (part = '') => [...part.matchAll(/"(.*)"/g)].map(([, inside]) => inside).join('');
    if (match && joined(match[1]) !== '') messages.set(joined(match[1]), joined(match[2]));
  }
  return messages;
}
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
