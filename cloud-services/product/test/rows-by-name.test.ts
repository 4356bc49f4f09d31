import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsByName } from '../src/import/rows-by-name.ts';

const told = fc.array(fc.tuple(fc.string(), fc.integer({ min: 1, max: 1_000_000 })), { maxLength: 200 });

test('P4: a file’s codes are remembered as a map would', () =>
  fc.assert(
    fc.property(told, fc.array(fc.string()), (said, asked) => {
      const [rows, map] = [rowsByName(), new Map<string, number>()];
      for (const [name, row] of said) {
        rows.set(name, row);
        map.set(name, row);
      }
      for (const name of [...asked, ...map.keys()]) expect(rows.get(name)).toBe(map.get(name));
    }),
  ));

test('P4: codes that follow one another are told apart, however many', () => {
  const rows = rowsByName();
  const codes = Array.from({ length: 20_000 }, (_, n) => String(69_900_000_000_000 + n));
  for (const [n, code] of codes.entries()) rows.set(code, n + 1);
  expect(codes.every((code, n) => rows.get(code) === n + 1)).toBe(true);
  expect(rows.get('69900000020000')).toBeUndefined();
});
