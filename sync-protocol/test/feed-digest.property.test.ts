/** What holds of any rows; the vectors of `cases/feeds.json` are run by `scripts/conformance`. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarser, DigestSums, portableTextHash, readRow } from '../src/index.ts';

function sumsOf(bits: number, rows: readonly (readonly [string, string])[]): number[] {
  const digest = new DigestSums(bits, portableTextHash);
  for (const row of rows) digest.add(...row);
  return digest.sums;
}

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
