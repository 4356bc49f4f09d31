import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterParams, readFilters, withFilters } from '../app/src/shared/chosen-filters.ts';

const read = (query: string) => readFilters(new URLSearchParams(query));
const none = { values: {}, ranges: {}, priceMinMinor: null, priceMaxMinor: null, inStock: false };

test('P3: an address says what a list is filtered by, and says it again the same', () => {
  const chosen = read('q=savon&f-colour=Bleu&f-colour=Vert&r-volume=250~750&min=5&max=12,50&stock=1');
  expect(chosen).toEqual({
    values: { colour: ['Bleu', 'Vert'] },
    ranges: { volume: { min: 250, max: 750 } },
    ...{ priceMinMinor: 500, priceMaxMinor: 1_250, inStock: true },
  });
  expect(read(new URL(withFilters('https://shop.example/?q=savon', chosen)).search)).toEqual(chosen);
  expect(withFilters('/recherche', read(''))).toBe('/recherche');
});

test.each([
  ['no attribute', 'f-=Bleu&f-a%20b=x&r-=1~2'],
  ['no value', 'f-colour=&r-volume='],
  ['no range', 'r-volume=a~b&r-size=1~2~3&r-weight=~&r-depth=9~1'],
  ['no price', 'min=abc&max=-5'],
])('what an address says wrongly is no filter: %s', (_, query) => expect(read(query)).toEqual(none));

test('prices the wrong way round are meant the other way', () =>
  expect(read('min=20&max=5')).toMatchObject({ priceMinMinor: 500, priceMaxMinor: 2_000 }));

test('whatever an address holds, what is read of it is bounded and reads the same again', () => {
  const name = fc.oneof(fc.constantFrom('f-colour', 'r-volume', 'min', 'max', 'stock'), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 60 }), (pairs) => {
      const chosen = readFilters(new URLSearchParams(pairs));
      expect(Object.keys(chosen.values).length).toBeLessThanOrEqual(10);
      for (const texts of Object.values(chosen.values)) expect(texts.length).toBeLessThanOrEqual(20);
      expect(readFilters(new URLSearchParams(filterParams(chosen)))).toEqual(chosen);
    }),
  );
});
