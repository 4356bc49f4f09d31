/** Any so many pieces for one price: `2 for 5 $`. */
import type { Gives } from '../../contract.ts';
import { type Deal, priceOf } from './deal.ts';

export const mixAndMatch = (
  { take, priceMinor }: Extract<Gives, { kind: 'mix-and-match' }>,
  goods: readonly number[],
): Pick<Deal, 'slots' | 'discountMinor'>[] => [
  { slots: [{ goods, pieces: take }], discountMinor: (pieces) => Math.max(0, priceOf(pieces) - priceMinor) },
];
