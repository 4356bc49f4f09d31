/** Shares an amount so that the parts sum to the whole. */
import { assert } from '../assert.ts';
import { toMinor } from './minor.ts';

/**
 * @param amountMinor at least 0.
 * @param weights at least 0 each; their sum above 0 unless `amountMinor` is 0.
 * @returns a part for each weight: its exact share rounded down, and one unit more for the largest remainders until
 * nothing is left. Of equal remainders the earlier wins, so a caller whose order means nothing sorts first.
 */
export function largestRemainder(amountMinor: number, weights: readonly number[]): number[] {
  const amount = BigInt(amountMinor);
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (amount === 0n) return weights.map(() => 0);
  assert(amount > 0n && sum > 0n, `cannot share ${amountMinor} over weights that sum to ${sum}`);
  const shares = weights.map((weight, index) => {
    const product = amount * BigInt(weight);
    return { index, floor: product / sum, remainder: product % sum };
  });
  const left = Number(amount - shares.reduce((total, share) => total + share.floor, 0n));
  const raised = new Set(
    [...shares]
      .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
      .slice(0, left)
      .map((share) => share.index),
  );
  return shares.map((share) => toMinor(share.floor + (raised.has(share.index) ? 1n : 0n)));
}
