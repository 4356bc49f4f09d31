import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8, utf8Text } from '../src/bytes.ts';
import type { RecordLines } from '../src/records/envelope.ts';
import { encodeRecords } from '../src/records/frame.ts';
import { toColumns } from '../src/wire/columns.ts';
import { fromColumns } from '../src/wire/read-columns.ts';

const line = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ''));
/** As we write them, as others might, and what is no JSON at all. */
const content = fc
  .oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.jsonValue().map((value) => JSON.stringify({ id: 'l1', lines: [value, { id: value }] })),
    fc.jsonValue().map((value) => JSON.stringify(value, null, ' ').replaceAll('\n', '')),
    fc.constantFrom(
      '1.0',
      '{"a":1,"a":2}',
      '!',
      '{"":0}',
      '{"a,b":0}',
      '{"2":0,"1":0}',
      '{"__proto__":{"a":1}}',
    ),
    fc.integer({ min: 20, max: 40 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
    line,
  )
  .filter((text) => text !== '');
const record = fc.record({
  header: content,
  body: content,
  personal: line,
});
const entries = fc.constantFrom(
  '{a,b',
  '{a',
  '{',
  '[2',
  '[0',
  '[9999999',
  '[x',
  '1',
  '"x"',
  '!x',
  '!',
  'null',
  '',
);
const column = fc.tuple(
  fc.constantFrom('h', 'b', 'p', 'b.a', 'b.b', 'b[]', 'b[][]', 'b.a[]', ''),
  fc.array(entries, { maxLength: 4 }),
);
const batch = fc
  .tuple(fc.nat(3), fc.array(column, { maxLength: 9 }))
  .map(
    ([count, columns]) =>
      `${count}\n${columns.map(([path, some]) => `${[path, ...some].join('\n')}\n\n`).join('')}`,
  );

test('S1: whatever records hold, columns give back their very bytes', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      expect(fromColumns(toColumns(records))).toEqual({ ok: true, records });
    }),
    { numRuns: 1_000 },
  );
});

test('alike stands beside alike, each under its path', () => {
  const sold = (id: string): RecordLines => ({
    header: `{"seq":${id}}`,
    body: `{"lines":[{"id":"${id}"}]}`,
    personal: '',
  });
  expect(utf8Text(toColumns([sold('1'), sold('2')]))).toBe(
    '2\nh\n{seq\n{seq\n\nb\n{lines\n{lines\n\np\n!\n!\n\nh.seq\n1\n2\n\nb.lines\n[1\n[1\n\nb.lines[]\n{id\n{id\n\nb.lines[].id\n"1"\n"2"\n\n',
  );
});

test('any bytes are read or refused, in time and space of their own size', () => {
  const sample =
    utf8Text(toColumns([{ header: '{"a":[1,{"b":2}]}', body: '[[],"x"]', personal: 's {}' }])) ?? '';
  const altered = fc
    .tuple(fc.nat(sample.length), fc.nat(9), fc.string({ unit: 'binary' }))
    .map(([at, length, put]) => sample.slice(0, at) + put + sample.slice(at + length));
  let taken = 0;
  fc.assert(
    fc.property(fc.oneof(batch, altered, fc.string({ unit: 'binary' })), (text) => {
      const read = fromColumns(utf8(text));
      if (!read.ok) return;
      taken += 1;
      // Others may turn it otherwise than we do, but it is one batch.
      for (const { header, body } of read.records) expect(header !== '' && body !== '').toBe(true);
      if (read.records.every(({ personal }) => !personal.includes('\n')))
        expect(encodeRecords(read.records).length).toBeLessThanOrEqual(2 * utf8(text).length + 8);
    }),
    { numRuns: 3_000 },
  );
  expect(taken).toBeGreaterThan(10);
});

test('nesting without end is refused, whoever wrote it', () => {
  const depth = 5_000;
  const paths = Array.from({ length: depth }, (_, at) => `b${'[]'.repeat(at)}`);
  const text = `1\nh\n1\n\np\n!\n\n${paths.map((path) => `${path}\n[1\n\n`).join('')}`;
  expect(fromColumns(utf8(text))).toMatchObject({ ok: false, type: 'bad-frame' });
});
