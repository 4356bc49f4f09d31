import { noBreak, noBreakAll } from '@comptoir/ui-kit/format/no-break';
import { readCatalogue } from '@comptoir/ui-kit/testing/read-catalogue';
import { expect, test } from 'vitest';

const read = (locale: string) => readCatalogue(new URL(`./${locale}.po`, import.meta.url));
const french = read('fr-CA');
const english = read('en-CA');

test('promise 4: every French text has its English', () => {
  expect([...french.keys()].filter((text) => !english.get(text))).toEqual([]);
  expect(french.size).toBeGreaterThan(150);
});

test.each([
  ['Hors ligne depuis {since}. Les ventes continuent.', 'Offline since {since}. Sales continue.'],
  [
    'Paiement à vérifier : {amount}. Ne repassez pas la carte.',
    'Payment to check: {amount}. Do not run the card again.',
  ],
  [
    'Imprimante sans papier. La vente est enregistrée. Changez le rouleau : le reçu sortira seul.',
    'Printer out of paper. The sale is saved. Change the roll: the receipt will print.',
  ],
  [
    'Le terminal de paiement ne répond pas. Regardez son écran.',
    'The payment terminal is not answering. Look at its screen.',
  ],
  ['Prix baissé à {time} : {to} au lieu de {from}.', 'Price dropped at {time}: {to} instead of {from}.'],
  ['Lecteur débranché. Tapez le code.', 'Scanner unplugged. Type the code.'],
  ['Préparation de la caisse : {percent} %', 'Preparing the till: {percent}%'],
])('E17: a state keeps the words of the design: %s', (fr, en) => {
  expect(english.get(fr)).toBe(en);
});

test('checklist 3: French words hold no exclamation mark and no English quotation marks', () => {
  expect([...french.keys()].filter((text) => /[!"“”]/.test(text))).toEqual([]);
});

test('checklist 3: no-break spaces stand before $ % : and inside « », in every part of a message', () => {
  expect(noBreak('Code : 20 $, 5 % et « lait »')).toBe(
    'Code\u00a0: 20\u00a0$, 5\u00a0% et «\u00a0lait\u00a0»',
  );
  expect(
    noBreakAll({ a: ['Total : ', ['amount'], ' $'], b: [['n', 'plural', { one: ['#', ' $ : 1'] }]] }),
  ).toEqual({
    a: ['Total\u00a0: ', ['amount'], '\u00a0$'],
    b: [['n', 'plural', { one: ['#', '\u00a0$\u00a0: 1'] }]],
  });
});
