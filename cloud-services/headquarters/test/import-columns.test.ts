import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLines } from '../app/src/import/count-lines.ts';
import { attributeOf, chosenColumns, keepChoice, keptChoice } from '../app/src/import/kept-columns.ts';

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}
const column = (heading: string, code: string | null) => ({ heading, column: code, samples: [] });

test('P4: what a person said of a heading is known for their next file, and for nobody else’s', () => {
  const kept = storage();
  const file = [column('Code', 'barcode'), column('Fournisseur', null)];
  keepChoice('ana', { Code: 'sku', Fournisseur: '' }, kept);
  expect(chosenColumns(file, keptChoice('ana', kept))).toEqual(['sku', '']);
  expect(chosenColumns(file, keptChoice('ben', kept))).toEqual(['barcode', '']);
});

test('P4: no two columns of a file are the same thing, whatever was said before', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('sku', 'name', null))),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('sku', 'name', '')),
      (columns, kept) => {
        const chosen = chosenColumns(
          columns.map(([heading, code]) => column(heading, code)),
          kept,
        );
        const told = chosen.filter((code) => code !== '');
        expect(chosen).toHaveLength(columns.length);
        expect(new Set(told).size).toBe(told.length);
      },
    ),
  ));

test('P4: any heading that has a letter can become an attribute', () => {
  expect(attributeOf('Pays d’origine')).toBe('attribute_pays_d_origine');
  expect(attributeOf('2 × Élan %')).toBe('attribute_elan');
  expect(attributeOf('123')).toBeUndefined();
});

test('P4: a file’s lines are counted, however it comes in pieces', async () => {
  expect(await countLines(new Blob(['a\nb', '\nc\n']))).toBe(3);
});
