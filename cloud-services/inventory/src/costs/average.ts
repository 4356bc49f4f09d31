/**
 * What a product costs: the moving average of the company, by day. What came in on a day with a known cost is mixed with what was there
 * before; what leaves, leaves at the average and does not change it. Days are sums, and sums do not depend on the order in which movements
 * became known: a late receipt gives the figures that it would have given in time. Pure.
 */
import { thousandths } from '../stock.ts';

export type Day = Readonly<{
  day: string;
  /** All that moved, in all locations. */
  moved: string;
  /** Of what came in with a known cost: how much, and what it cost, in cents with four decimals. */
  costed: string;
  costedMinor: string;
}>;
export type CostOfDay = Readonly<{ day: string /** Ten-thousandths of a cent. */; average: bigint }>;

const decimals = 4;
const scale = 10_000n;

/** @param days in order. @returns the days on which the average became known or changed. */
export function averages(days: readonly Day[]): CostOfDay[] {
  const found: CostOfDay[] = [];
  let onHand = 0n;
  let average: bigint | undefined;
  for (const { day, moved, costed, costedMinor } of days) {
    const came = thousandths(costed);
    if (came > 0n) {
      // What is less than nothing has no value that could be mixed.
      const before = onHand > 0n && average !== undefined ? onHand : 0n;
      const worth = before * (average ?? 0n) + tenThousandths(costedMinor) * 1000n;
      const mixed = divided(worth, before + came);
      if (mixed !== average) found.push({ day, average: mixed });
      average = mixed;
    }
    onHand += thousandths(moved);
  }
  return found;
}

/** `12.5000` → 125000n. */
export function tenThousandths(minor: string): bigint {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(minor) ?? [];
  if (sign === undefined) throw new RangeError(`not an amount: ${minor}`);
  const magnitude = BigInt(whole) * scale + BigInt(fraction.slice(0, decimals).padEnd(decimals, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** 125000n → `12.5000`. */
export const minorText = (value: bigint): string =>
  `${value / scale}.${(value % scale).toString().padStart(decimals, '0')}`;

/** To whole cents, half up; an average is never below zero. */
export const wholeMinor = (value: bigint): number => Number(divided(value, scale));

const divided = (amount: bigint, by: bigint): bigint => (2n * amount + by) / (2n * by);
