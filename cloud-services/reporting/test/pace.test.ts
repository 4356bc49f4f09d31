import { expect, test } from 'vitest';
import { evenPaceMinor } from '../src/targets/pace.ts';

test('R1: on the first morning of a month nobody is behind its target', () => {
  expect(evenPaceMinor(3_100_00, '2026-12-01', null)).toBe(0);
  expect(evenPaceMinor(3_100_00, '2026-12-01', 0.25)).toBe(25_00);
});

test('R1: at the end of its last day a month is expected to have reached its target', () =>
  expect(evenPaceMinor(2_900_00, '2028-02-29', 1)).toBe(2_900_00));
