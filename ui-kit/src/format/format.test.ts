import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDay, formatMoney, formatNumber, formatPercent, formatTime } from './format.ts';
import { decimalOf, isMoneyPrefix, parseMoneyText } from './money-text.ts';

test.each([
  [1234567, 'fr-CA', '12\u00a0345,67\u00a0$'],
  [-1234567, 'fr-CA', '\u221212\u00a0345,67\u00a0$'],
  [0, 'fr-CA', '0,00\u00a0$'],
  [1234567, 'en-CA', '$12,345.67'],
  [-1234567, 'en-CA', '\u2212$12,345.67'],
] as const)('checklist 2: %i in %s reads %s', (amountMinor, locale, text) => {
  expect(formatMoney(amountMinor, locale)).toBe(text);
});

test('checklist 3: times, percents and quantities are written as in Québec', () => {
  const at = new Date('2026-11-24T19:05:00Z');
  expect(formatTime(at, 'fr-CA', 'America/Toronto')).toBe('14\u00a0h\u00a005');
  expect(formatTime(at, 'en-CA', 'America/Toronto')).toBe('2:05\u00a0p.m.');
  expect(formatTime(new Date('2026-11-24T05:05:00Z'), 'fr-CA', 'America/Toronto')).toBe('0\u00a0h\u00a005');
  expect(formatDay(new Date('2026-11-24T03:05:00Z'), 'America/Toronto')).toBe('2026-11-23');
  expect(formatPercent('9.975', 'fr-CA')).toBe('9,975\u00a0%');
  expect(formatNumber('0.345', 'fr-CA')).toBe('0,345');
});

test.each([
  ['20', 2000],
  ['20,5', 2050],
  ['20.50', 2050],
  [',95', 95],
  ['12 345,67', 1234567],
])('money fields: %s is read as %i cents, comma or period', (text, amountMinor) => {
  expect(parseMoneyText(text, 'CAD')).toBe(amountMinor);
});

test.each(['', '.', '1,2,3', '1.234', 'abc', '-5', '1234567890'])('money fields: %j is no amount', (text) => {
  expect(parseMoneyText(text, 'CAD')).toBeUndefined();
});

test('money fields: every amount written with a comma or a period comes back whole', () => {
  fc.assert(
    fc.property(
      fc.nat(99_999_999_999),
      fc.constantFrom('CAD', 'JPY', 'TND' as const),
      fc.boolean(),
      (amount, currency, comma) => {
        const fits = currency === 'JPY' ? amount % 1_000_000_000 : amount;
        const text: string = decimalOf(fits, currency);
        const typed = comma ? text.replace('.', ',') : text;
        expect(parseMoneyText(typed, currency)).toBe(fits);
        expect(isMoneyPrefix(typed, currency)).toBe(true);
      },
    ),
  );
});
