/** A line's price before any discount. */
import { parseDecimal } from '../arithmetic/decimal.ts';
import { fromDecimal, scale } from '../arithmetic/fraction.ts';
import { halfAwayFromZero } from '../arithmetic/half-away-from-zero.ts';
import { assertMinor, toMinor } from '../arithmetic/minor.ts';
import { assert } from '../assert.ts';
import type { BasketLine, Instant, ProductPricing } from '../contract.ts';
import { type PricePlace, priceInForce } from '../lists/price-in-force.ts';

/** Source: docs/pricing.md, Order of work 2. */
export const toldHoldsMs = 4 * 3_600_000;

/**
 * An override stands as given. Otherwise the price in force at the basket's place and moment, which a variable-measure code may carry itself (then the
 * quantity counts labels, not kilograms), or what the customer was told, whichever is lower: a drop applies at once,
 * a rise only to lines added later. What was told holds for `toldHoldsMs`, then the customer is told anew.
 */
export function unitPriceMinor(line: BasketLine, product: ProductPricing, place: PricePlace): number {
  const current = line.barcodePriceMinor ?? priceInForce(product, place);
  const price = line.priceOverride?.unitPriceMinor ?? Math.min(current, toldMinor(line, place.at) ?? current);
  assertMinor(price, `unit price of line ${line.id}`);
  assert(price >= 0, `unit price of line ${line.id} is ${price}`);
  return price;
}

function toldMinor({ toldUnitPriceMinor, toldAt }: BasketLine, at: Instant): number | undefined {
  const isStale = toldAt !== undefined && Date.parse(at) - Date.parse(toldAt) > toldHoldsMs;
  return isStale ? undefined : toldUnitPriceMinor;
}

/** Quantity × unit price, rounded once for the line; below zero for what comes back. */
export function grossMinor(quantity: string, unitPriceMinor: number): number {
  return toMinor(halfAwayFromZero(scale(unitPriceMinor, fromDecimal(parseDecimal(quantity)))));
}
