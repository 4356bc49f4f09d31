/** Quantities as decimal strings of at most four decimals; arithmetic in ten-thousandths, never in floats. */
import { assert } from '../assert.ts';

const SCALE = 10_000;
export const quantityPiecesMax = 9_999;

/** @returns ten-thousandths, or undefined when `text` is no quantity above zero and within the limit. */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d{1,5})(?:[.,](\d{1,4}))?$/.exec(text);
  if (!match) return undefined;
  const units = Number(match[1]) * SCALE + Number((match[2] ?? '').padEnd(4, '0'));
  return units > 0 && units <= quantityPiecesMax * SCALE ? units : undefined;
}

export function quantityText(units: number): string {
  assert(Number.isInteger(units) && units > 0, `quantity of ${units} ten-thousandths`);
  const whole = Math.floor(units / SCALE);
  const decimals = String(units % SCALE)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return decimals === '' ? String(whole) : `${whole}.${decimals}`;
}

export const isWhole = (quantity: string): boolean => !quantity.includes('.');

/** @returns the sum, or undefined when it would be zero, below, or over the limit. */
export function addQuantity(quantity: string, pieces: number): string | undefined {
  const units = (parseQuantity(quantity) ?? 0) + pieces * SCALE;
  return units > 0 && units <= quantityPiecesMax * SCALE ? quantityText(units) : undefined;
}

/** How many articles a basket holds: a weighed line counts for one. */
export function countArticles(quantities: readonly string[]): number {
  return quantities.reduce((sum, quantity) => sum + (isWhole(quantity) ? Number(quantity) : 1), 0);
}
