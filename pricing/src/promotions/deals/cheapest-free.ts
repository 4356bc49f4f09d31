/** Of any so many pieces, the cheapest cost nothing. */
import type { Gives } from '../../contract.ts';
import { cheapestOf, type Deal } from './deal.ts';

export const cheapestFree = (
  { take, free }: Extract<Gives, { kind: 'cheapest-free' }>,
  goods: readonly number[],
): Pick<Deal, 'slots' | 'discountMinor'>[] => [
  { slots: [{ goods, pieces: take }], discountMinor: (pieces) => cheapestOf(pieces, Math.min(free, take)) },
];
