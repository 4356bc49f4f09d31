/**
 * Money as people type it: comma and period both mean decimal, in either language, since the numeric pad of a
 * French keyboard types a period. Integers out; never a float.
 */
import type { Currency } from '@comptoir/pricing/contract';

const exponents: Readonly<Partial<Record<Currency, number>>> = { JPY: 0, TND: 3 };

/** Digits behind the decimal point. Source: ISO 4217. */
export const exponentOf = (currency: Currency): number => exponents[currency] ?? 2;

/**
 * @param text `20`, `20,5`, `20.50`, `,95`; spaces are ignored.
 * @returns the amount in minor units, or undefined for what is no amount: empty, two points, too many decimals
 *   or more than nine digits before them.
 */
export function parseMoneyText(text: string, currency: Currency): number | undefined {
  const exponent = exponentOf(currency);
  const match = /^(\d{0,9})(?:[.,](\d*))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ''));
  if (!match) return undefined;
  const whole = match[1] ?? '';
  const decimals = match[2] ?? '';
  if (whole === '' && decimals === '') return undefined;
  if (decimals.length > exponent) return undefined;
  return Number(`${whole}${decimals.padEnd(exponent, '0')}`);
}

/** May `text` still become an amount as more is typed? What a field lets in. */
export function isMoneyPrefix(text: string, currency: Currency): boolean {
  const exponent = exponentOf(currency);
  return exponent === 0
    ? /^\d{0,9}$/.test(text)
    : new RegExp(`^\\d{0,9}(?:[.,]\\d{0,${exponent}})?$`).test(text);
}

/** Minor units as a decimal with a point, exact: `1234567` → `12345.67`. */
export function decimalOf(amountMinor: number, currency: Currency): `${number}` {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  const whole = digits.slice(0, digits.length - exponent);
  const decimals = digits.slice(digits.length - exponent);
  return `${sign}${whole}${exponent > 0 ? `.${decimals}` : ''}` as `${number}`;
}
