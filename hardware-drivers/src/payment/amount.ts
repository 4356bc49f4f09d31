/**
 * Amounts between our minor units and the decimal text that a wire wants. No float is ever divided or multiplied.
 * Source: ISO 4217; nexo amounts are JSON numbers in major units.
 */
const exponents: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, TND: 3, KWD: 3, BHD: 3 };

const exponentOf = (currency: string): number => exponents[currency] ?? 2;

/** 11498 CAD → `114.98`; 5 CAD → `0.05`; 1500 JPY → `1500`. */
export function majorText(amountMinor: number, currency: string): string {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0)
    throw new Error(`amount ${amountMinor} is not minor units`);
  const exponent = exponentOf(currency);
  if (exponent === 0) return String(amountMinor);
  const digits = String(amountMinor).padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * The JSON number whose text is that amount. Parsing decimal text gives the nearest double, which prints as the same text again up to
 * 15 digits: enough for any sale, and checked.
 */
export function majorNumber(amountMinor: number, currency: string): number {
  const number = Number(majorText(amountMinor, currency));
  if (minorFromMajor(number, currency) !== amountMinor)
    throw new Error(`amount ${amountMinor} has too many digits`);
  return number;
}

/** Minor units of a JSON number in major units; null if it is no such amount (more decimals than the currency has, negative, not a number). */
export function minorFromMajor(major: unknown, currency: string): number | null {
  if (typeof major !== 'number' || !Number.isFinite(major) || major < 0) return null;
  const match = /^(\d+)(?:\.(\d+))?$/.exec(String(major));
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  const exponent = exponentOf(currency);
  if (fraction.length > exponent) return null;
  const minor = Number(whole + fraction.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? minor : null;
}
