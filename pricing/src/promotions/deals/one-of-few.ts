/** A percent, an amount or a fixed price that only so many pieces get. */
import { type OffEach, offEach } from '../off-each.ts';
import type { Deal } from './deal.ts';

export const oneOfFew = (
  gives: OffEach,
  goods: readonly number[],
): Pick<Deal, 'slots' | 'discountMinor'>[] => [
  {
    slots: [{ goods, pieces: 1 }],
    discountMinor: (pieces) =>
      pieces.reduce((sum, { pieceMinor, quantity }) => sum + offEach(gives, pieceMinor, quantity), 0),
  },
];
