import { formatTime } from '@comptoir/ui-kit/format/format';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTime } from '../app/src/times/read-time.ts';

test.each([
  ['14 h 30', '14:30'],
  ['14h', '14:00'],
  ['9', '09:00'],
  ['1430', '14:30'],
  ['930', '09:30'],
  ['2:30 p.m.', '14:30'],
  ['12 am', '00:00'],
  ['12:05 PM', '12:05'],
])('E9: a time typed as “%s” is %s', (text, time) => {
  expect(readTime(text)).toBe(time);
});

test.each(['', 'midi', '24:00', '9:60', '14:3', '13 p.m.', '0 am', '-1', '14:30:00'])(
  'E9: “%s” is no time of day',
  (text) => {
    expect(readTime(text)).toBeUndefined();
  },
);

test('E9: each time of day is read again from how either language shows it', () => {
  fc.assert(
    fc.property(
      fc.nat(23),
      fc.nat(59),
      fc.constantFrom('fr-CA' as const, 'en-CA' as const),
      (hour, minute, locale) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(readTime(formatTime(new Date(`2000-01-01T${time}:00Z`), locale, 'UTC'))).toBe(time);
      },
    ),
  );
});
