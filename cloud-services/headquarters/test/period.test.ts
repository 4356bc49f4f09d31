import { expect, test } from 'vitest';
import { daysOf } from '../app/src/filters/period.ts';

test.each([
  ['today', '2026-11-24', '2026-11-24'],
  ['week', '2026-11-24', '2026-11-23'],
  ['week', '2026-11-29', '2026-11-23'],
  ['week', '2026-11-23', '2026-11-23'],
  ['month', '2026-11-24', '2026-11-01'],
  ['year', '2026-11-24', '2026-01-01'],
] as const)('R1: the period "%s" seen on %s begins on %s', (period, today, from) => {
  expect(daysOf(period, today)).toEqual({ from, to: today });
});
