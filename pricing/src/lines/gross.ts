/** A line's price before any discount. */
import { parseDecimal } from '../arithmetic/decimal.ts';
import { fromDecimal, scale } from '../arithmetic/fraction.ts';
import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { assertMinor, toMinor } from '../arithmetic/minor.ts';
import { assert } from '../assert.ts';
import type { BasketLine, ProductPricing } from '../contract.ts';

/**
 * An override stands as given. Otherwise the current price, which a variable-measure code may carry itself (then the
 * quantity counts labels, not kilograms), or what the customer was told, whichever is lower: a drop applies at once,
 * a rise only to lines added later. That a told price is recent enough is the caller's to see to.
 */
export function unitPriceMinor(line: BasketLine, product: ProductPricing): number {
  const current = line.barcodePriceMinor ?? product.unitPriceMinor;
  const price = line.priceOverride?.unitPriceMinor ?? Math.min(current, line.toldUnitPriceMinor ?? current);
  assertMinor(price, `unit price of line ${line.id}`);
  assert(price >= 0, `unit price of line ${line.id} is ${price}`);
  return price;
}

/** Quantity × unit price, rounded once for the line; below zero for what comes back. */
export function grossMinor(quantity: string, unitPriceMinor: number): number {
  return toMinor(halfAwayFromZero(scale(unitPriceMinor, fromDecimal(parseDecimal(quantity)))));
}
