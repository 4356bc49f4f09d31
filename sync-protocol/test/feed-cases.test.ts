/** The vectors of `cases/feeds.json`: lines, rows, digests. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketOf,
  coarser,
  DigestSums,
  differingBuckets,
  portableTextHash,
  readRow,
  rowHash,
} from '../src/index.ts';

type Rows = readonly (readonly [string, string | null])[];
type Case = Readonly<{ id: string; note: string }> &
  (
    | Readonly<{
        kind: 'row';
        input: { key: string; value: string };
        expect: { hash: number; bucket16: number; bucket3: number };
      }>
    | Readonly<{ kind: 'digest'; input: { bits: number; rows: Rows }; expect: { sums: number[] } }>
    | Readonly<{
        kind: 'differ';
        input: { bits: number; own: Rows; others: Rows };
        expect: { buckets: number[] };
      }>
    | Readonly<{ kind: 'line'; input: { line: string }; expect: object | null }>
  );

const cases: Case[] = JSON.parse(readFileSync(new URL('./cases/feeds.json', import.meta.url), 'utf8'));

function sumsOf(bits: number, rows: Rows): number[] {
  const digest = new DigestSums(bits, portableTextHash);
  for (const [key, value] of rows) if (value !== null) digest.add(key, value);
  return digest.sums;
}

function answerTo(one: Case): unknown {
  switch (one.kind) {
    case 'row': {
      const { key, value } = one.input;
      const bucket = (bits: number) => bucketOf(key, bits, portableTextHash);
      return { hash: rowHash(key, value, portableTextHash), bucket16: bucket(16), bucket3: bucket(3) };
    }
    case 'digest':
      return { sums: sumsOf(one.input.bits, one.input.rows) };
    case 'differ': {
      const { bits, own, others } = one.input;
      return { buckets: differingBuckets(sumsOf(bits, own), sumsOf(bits, others)) };
    }
    case 'line': {
      const row = readRow(one.input.line);
      if (!row) return null;
      const { value: _, ...received } = row;
      return received;
    }
  }
}

test.each(cases.map((one) => [one.id, one.note, one] as const))('S7: vector %s %s', (_id, _note, one) => {
  expect(answerTo(one)).toEqual(one.expect);
});

const someRows = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })), {
  selector: ([key]) => key,
  maxLength: 40,
});

test('S7: a digest does not depend on the order of rows, and a coarse one is the sum of a fine one', () => {
  fc.assert(
    fc.property(someRows, fc.integer({ min: 0, max: 8 }), (rows, bits) => {
      expect(sumsOf(8, rows.toReversed())).toEqual(sumsOf(8, rows));
      expect(coarser(sumsOf(8, rows), bits)).toEqual(sumsOf(bits, rows));
    }),
  );
});

test('S9: whatever a line holds, it is a row or none', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (line) => void readRow(line)));
});
