/** Exact fractions: a tax is one until the moment it is rounded, once. */
import type { Decimal } from './decimal.ts';

/** `numerator / denominator`; the denominator is above zero. Not reduced: products here stay short. */
export type Fraction = Readonly<{ numerator: bigint; denominator: bigint }>;

export const zero: Fraction = { numerator: 0n, denominator: 1n };
export const one: Fraction = { numerator: 1n, denominator: 1n };

export function fromDecimal({ units, scale }: Decimal): Fraction {
  return { numerator: units, denominator: 10n ** BigInt(scale) };
}

/** `'9.975'` percent is 9.975 / 100. */
export function fromPercent({ units, scale }: Decimal): Fraction {
  return { numerator: units, denominator: 10n ** BigInt(scale + 2) };
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) {
    return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  }
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** `b` must be above zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

export function scale(amountMinor: number, by: Fraction): Fraction {
  return { numerator: BigInt(amountMinor) * by.numerator, denominator: by.denominator };
}
