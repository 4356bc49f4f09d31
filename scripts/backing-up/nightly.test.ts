import { expect, test } from 'vitest';
import { isDue } from './nightly.ts';

const at = (text: string) => new Date(`2026-11-${text}:00`);

test('N7: a backup is due once after each night’s hour, at once where there is none, and when the machine wakes late', () => {
  expect(isDue(undefined, at('10T12:00'))).toBe(true);
  expect(isDue(at('10T12:00'), at('11T01:59'))).toBe(false);
  expect(isDue(at('10T12:00'), at('11T02:00'))).toBe(true);
  expect(isDue(at('11T02:01'), at('11T23:00'))).toBe(false);
  expect(isDue(at('11T02:01'), at('14T16:00'))).toBe(true);
});
