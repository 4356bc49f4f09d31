import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { arrayText } from '../src/db/array-text.ts';
import { copiedRows } from '../src/db/copied-rows.ts';
import { openCopying } from '../src/db/copy-rows.ts';

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
});
afterAll(() => client.end());

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0')),
  fc.constantFrom('NULL', 'null', '', '{a,b}', '"', '\\', '\n', ' a ', 'é', '\u2028'),
  fc.constantFrom('\\N', '\\.', 'a\\b', '\t', '\r\n', 'a\tb'),
);
const number = fc.oneof(fc.double({ noDefaultInfinity: false }), fc.integer(), fc.constant(Number.NaN));

test('R1: whatever a column holds is written as it is', async () => {
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

test('R1: rows that are copied hold what they were told, all of them or none', async () => {
  await client.query('create table copied (position int primary key, said text, measured float8)');
  const copying = openCopying(inject('postgresUrl'), 2);
  const copy = (rows: readonly (readonly unknown[])[]) =>
    copying.copy([copiedRows({ table: 'copied', columns: ['position', 'said', 'measured'], rows })]);
  const held = async () =>
    (await client.query({ text: 'select * from copied order by position', rowMode: 'array' })).rows;
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.option(text), fc.option(number)), { maxLength: 8 }),
        async (told) => {
          const rows = told.map(([said, measured], at) => [at, said, measured === 0 ? 0 : measured]);
          await client.query('truncate copied');
          await copy(rows);
          expect(await held()).toEqual(rows);
          // A key that is there already: nothing of the second lot stays, and the next one goes on.
          const again = [[1_000, 'new', 1], ...rows.slice(0, 1)];
          if (rows.length > 0) await expect(copy(again)).rejects.toMatchObject({ code: '23505' });
          expect(await held()).toEqual(rows);
        },
      ),
      { numRuns: 40 },
    );
  } finally {
    await copying.close();
    await client.query('drop table copied');
  }
});
