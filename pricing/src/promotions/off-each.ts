/** What a promotion takes off one piece, or off one weighed line: a percent, an amount, or all above a fixed price. */
import { parseDecimal } from '../arithmetic/decimal.ts';
import { type Fraction, fromPercent, scale } from '../arithmetic/fraction.ts';
import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { toMinor } from '../arithmetic/minor.ts';
import type { Gives } from '../contract.ts';
import { grossMinor } from '../lines/gross.ts';

export type OffEach = Extract<Gives, { kind: 'percent' | 'amount' | 'fixed-price' }>;

export const isOffEach = (gives: Gives): gives is OffEach =>
  gives.kind === 'percent' || gives.kind === 'amount' || gives.kind === 'fixed-price';

/**
 * @param leftMinor what the piece costs until here.
 * @param quantity kilograms of a weighed line, else `'1'`.
 */
export function offEach(gives: OffEach, leftMinor: number, quantity: string): number {
  switch (gives.kind) {
    case 'percent':
      return percentOf(gives.percent, leftMinor);
    case 'amount':
      return Math.min(leftMinor, ofQuantity(gives.amountMinor, quantity));
    case 'fixed-price':
      return Math.max(0, leftMinor - ofQuantity(gives.unitPriceMinor, quantity));
  }
}

const ofQuantity = (eachMinor: number, quantity: string) =>
  quantity === '1' ? eachMinor : grossMinor(quantity, eachMinor);

const fractions = new Map<string, Fraction>();

/** Never more than there is. */
export function percentOf(percent: string, ofMinor: number): number {
  return Math.min(ofMinor, toMinor(halfAwayFromZero(scale(ofMinor, fractionOf(percent)))));
}

/** There are few percents, and each is asked for with every piece. */
function fractionOf(percent: string): Fraction {
  const fraction = fractions.get(percent) ?? fromPercent(parseDecimal(percent));
  fractions.set(percent, fraction);
  return fraction;
}
