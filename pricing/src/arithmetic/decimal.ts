/** Decimal numbers as an integer and a scale: `'9.975'` is 9975 with scale 3. No float ever holds a rate or a weight. */
import { assert } from '../assert.ts';

/** `units / 10^scale`. */
export type Decimal = Readonly<{ units: bigint; scale: number }>;

const shape = /^(-?)(\d{1,9})(?:\.(\d{1,4}))?$/;

/** @throws if `text` is not a decimal string of the contract: at most 9 digits before the point, 4 behind it. */
export function parseDecimal(text: string): Decimal {
  const [whole, sign, digits, fraction = ''] = shape.exec(text) ?? [];
  assert(whole !== undefined && digits !== undefined, `not a decimal: ${JSON.stringify(text)}`);
  const magnitude = BigInt(digits + fraction);
  return { units: sign === '-' ? -magnitude : magnitude, scale: fraction.length };
}

/** One text a value, so that `'5'` and `'5.00'` are one rate: no zeros at the end, no sign on zero. */
export function formatDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const text = digits.slice(0, digits.length - scale) + (scale > 0 && fraction !== '' ? `.${fraction}` : '');
  return units < 0n ? `-${text}` : text;
}

/** @returns below zero if `a < b`, zero if they are equal, above zero otherwise. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = a.units * 10n ** BigInt(b.scale);
  const right = b.units * 10n ** BigInt(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}
