import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSyncTraces, parseSyncTraces, syncTracesMax } from '../src/wire/sync-traces.ts';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const traceparent = fc.tuple(hex(32), hex(16)).map(([trace, span]) => `00-${trace}-${span}-01`);
const traces = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 1e9 }), traceparent), {
  selector: ([seq]) => seq,
});

test('what a batch says of traces is read as it was said, up to a bound', () => {
  fc.assert(
    fc.property(traces, (told) => {
      expect([...parseSyncTraces(formatSyncTraces(told))]).toEqual(told.slice(0, syncTracesMax));
    }),
  );
});

test('what cannot be read is no trace, and hides none beside it', () => {
  const good = `7=00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes(',')),
      (noise) => {
        expect(parseSyncTraces(`${noise},${good}`).get(7)).toBe(good.slice(2));
      },
    ),
  );
  expect(parseSyncTraces(undefined).size).toBe(0);
});
