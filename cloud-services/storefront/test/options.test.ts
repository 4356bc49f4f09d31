import { expect, test } from 'vitest';
import { optionsOf } from '../src/catalogue/options.ts';

const variant = (sku: string, colour: string, size: string) => ({
  ...{ id: sku, sku, gtins: [], name: 'T-shirt', variantName: `${colour}, ${size}`, price: null },
  choices: { colour, size },
});
const variants = [variant('BS', 'Bleu', 'S'), variant('BM', 'Bleu', 'M'), variant('VM', 'Vert', 'M')];
const options = [
  { code: 'colour', name: 'Couleur', values: ['Bleu', 'Vert'] },
  { code: 'size', name: 'Taille', values: ['S', 'M'] },
];

test('P1: each value of an option leads to the variant that is otherwise the same, or to the likest there is', () => {
  const told = (id: string) =>
    optionsOf({ id, options, variants }).map(({ name, values }) => [
      name,
      ...values.map(({ code, name: value, isChosen }) => `${value}${isChosen ? '*' : ''} ${code}`),
    ]);
  expect(told('BM')).toEqual([
    ['Couleur', 'Bleu* BM', 'Vert VM'],
    ['Taille', 'S BS', 'M* BM'],
  ]);
  expect(told('BS')[0]).toEqual(['Couleur', 'Bleu* BS', 'Vert VM']);
});

test('P1: variants of a family without options are chosen by their names', () => {
  const [only] = optionsOf({ id: 'BS', options: [{ name: 'Variante', values: ['Bleu, S'] }], variants });
  expect([only?.name, only?.values.map(({ name }) => name)]).toEqual([
    null,
    ['Bleu, S', 'Bleu, M', 'Vert, M'],
  ]);
});
