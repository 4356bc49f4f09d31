/** Whole minor units of a currency, as `number`s that are certain to be exact. */
import { assert } from '../assert.ts';
import type { Currency } from '../contract.ts';

/** Digits behind the point of one major unit. Source: ISO 4217. */
export const currencyExponents: Readonly<Record<Currency, number>> = {
  CAD: 2,
  USD: 2,
  EUR: 2,
  CHF: 2,
  DKK: 2,
  SEK: 2,
  HUF: 2,
  JPY: 0,
  TND: 3,
};

/** @throws outside ±2^53: an amount is an error rather than silently another. */
export function toMinor(amount: bigint): number {
  const minor = Number(amount);
  // The text is written only when it is needed: a basket has thousands of amounts.
  if (!Number.isSafeInteger(minor)) assert(false, `amount ${amount} is outside of ±2^53`);
  return minor;
}

/** @throws if `amountMinor` is no whole number within ±2^53. */
export function assertMinor(amountMinor: number, what: string): void {
  if (!Number.isSafeInteger(amountMinor))
    assert(false, `${what} is ${amountMinor}, not whole minor units within ±2^53`);
}

/** @throws if a term or the sum is outside ±2^53. */
export function sumMinor(amounts: readonly number[]): number {
  let sum = 0;
  let isExact = true;
  for (const amount of amounts) {
    assertMinor(amount, 'a term');
    sum += amount;
    isExact &&= Number.isSafeInteger(sum);
  }
  // On its way a sum may be outside and come back.
  return isExact ? sum : toMinor(amounts.reduce((exact, amount) => exact + BigInt(amount), 0n));
}
