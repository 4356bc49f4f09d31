import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { arrayText } from '../src/db/array-text.ts';

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
});
afterAll(() => client.end());

test('R1: whatever a column holds is written as it is', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0')),
    fc.constantFrom('NULL', 'null', '', '{a,b}', '"', '\\', '\n', ' a ', 'é', '\u2028'),
  );
  const number = fc.oneof(fc.double({ noDefaultInfinity: false }), fc.integer(), fc.constant(Number.NaN));
  const columns = fc.record({
    texts: fc.array(fc.option(text), { maxLength: 8 }),
    numbers: fc.array(fc.option(number), { maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(columns, async ({ texts, numbers }) => {
      const { rows } = await client.query('select $1::text[] as texts, $2::float8[] as numbers', [
        arrayText(texts),
        arrayText(numbers),
      ]);
      expect(rows).toEqual([{ texts, numbers: numbers.map((value) => (value === 0 ? 0 : value)) }]);
    }),
    { numRuns: 60 },
  );
});
