/** R2: a workbook says what the report says, read back by another program's reader. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeXlsx } from '../src/jobs/formats/xlsx.ts';
import { each } from '../src/jobs/read.ts';
import { type Cell, type Column, TooManyRows } from '../src/jobs/table.ts';
import { cellsOf } from './workbook.ts';

const column = (kind: Column['kind']): Column => ({ key: kind, header: `En-tête ${kind}`, kind });

async function workbook(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  totals: Cell[] | null,
) {
  const out = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(out),
    writeXlsx(
      {
        title: 'Ventes : [été] / «\u00a0hiver\u00a0»',
        facts: ['Période\u00a0: 2026-11-01'],
        language: 'fr',
        columns,
        rowCount: rows.length,
        rows: each(rows),
        totals,
      },
      out,
      () => undefined,
    ),
  ]);
  return cellsOf(bytes);
}

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 30 })
  // A reader of XML turns ends of lines into one kind, and an escape of spreadsheets is the next test's.
  .map((value) => value.replaceAll(/[^\t\n -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '') || 'x')
  .filter((value) => !/_x[0-9a-f]{4}_/i.test(value));

test('R2: texts, amounts, quantities and days come back as they were', async () => {
  const columns = (['text', 'money', 'quantity', 'integer', 'ratio', 'date'] as const).map(column);
  const amountMinor = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
  const row = fc.tuple(
    text,
    amountMinor,
    fc.integer({ min: -99_999, max: 99_999 }),
    fc.nat(),
    fc.nat(10_000),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const cells = rows.map(([name, minor, thousandths, count, share]) => [
        ...[name, minor, (thousandths / 1_000).toFixed(3), count, (share / 10_000).toFixed(4), '2026-02-28'],
      ]);
      const read = (await workbook(columns, cells, null)).slice(-rows.length);
      expect(read).toEqual(
        rows.map(([name, minor, thousandths, count, share]) => [
          ...[name, minor / 100, thousandths / 1_000, count, share / 10_000],
          new Date('2026-02-28T00:00:00Z'),
        ]),
      );
    }),
    { numRuns: 25 },
  );
});

test('R2: title, facts and totals stand around the rows; what is not told leaves its cell empty', async () => {
  const read = await workbook([column('text'), column('money')], [['=1+1', null]], ['Total', -5]);
  expect(read).toEqual([
    ['Ventes : [été] / «\u00a0hiver\u00a0»'],
    ['Période\u00a0: 2026-11-01'],
    ['En-tête text', 'En-tête money'],
    ['=1+1'],
    ['Total', -0.05],
  ]);
});

test('R2: text that spreadsheets would take for an escape, or that XML has no room for, does no harm', async () => {
  const read = await workbook([column('text')], [['a\u0000b<&>"_x0041_\ud800']], null);
  expect(read.at(-1)).toEqual(['ab<&>"_x005F_x0041_']);
});

test('R2: more rows than a sheet has are refused before anything is written', async () => {
  const out = new PassThrough();
  const table = { title: 't', facts: [], language: 'fr', columns: [], rows: each([]), totals: null } as const;
  await expect(writeXlsx({ ...table, rowCount: 1_048_576 }, out, () => undefined)).rejects.toThrow(
    TooManyRows,
  );
  expect(out.readableLength).toBe(0);
});
