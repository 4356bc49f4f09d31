import { expect, test } from 'vitest';
import { code128Bars, code128Symbols } from '../src/transfers/code-128.ts';

test('I3: a number on a delivery note is Code 128 with start, check and stop', () => {
  // Source: ISO/IEC 15417, 4.3.4: the sum of values by place, modulo 103.
  expect(code128Symbols('PJJ123C')).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
  const bars = code128Bars('T-7F3K92QD');
  const last = bars.at(-1);
  expect((last?.at ?? 0) + (last?.width ?? 0)).toBe(11 * 12 + 13);
  expect(() => code128Symbols('é')).toThrow(RangeError);
});
