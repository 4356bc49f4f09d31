/** What a deal is worth on certain pieces, with what stacks on them afterwards. */
import { largestRemainder } from '../../arithmetic/largest-remainder.ts';
import type { Allowance } from '../allowance.ts';
import { type Good, stackedMinor } from '../goods.ts';
import type { Deal } from './deal.ts';

/** A deal made `times` times on the same kinds of pieces (places in `goods`, the dearest first). */
export type Taken = Readonly<{ deal: Deal; pieces: readonly number[]; times: number; discountMinor: number }>;

export type Worth = Readonly<{ discountMinor: number; totalMinor: number }>;

export function worthOf(deal: Deal, pieces: readonly Good[], { amountMinor }: Allowance): Worth {
  const discountMinor = Math.min(deal.discountMinor(pieces), amountMinor);
  if (deal.closes || pieces.every(({ stack }) => stack.length === 0))
    return { discountMinor, totalMinor: discountMinor };
  const shares = sharesOf(discountMinor, pieces);
  const stacked = pieces.reduce(
    (sum, good, at) => sum + stackedMinor(good, good.pieceMinor - (shares[at] ?? 0)),
    0,
  );
  return { discountMinor, totalMinor: discountMinor + stacked };
}

/** What a deal takes off is shared over its pieces by their prices: one that comes back takes back its part. */
export const sharesOf = (discountMinor: number, pieces: readonly Good[]): number[] =>
  largestRemainder(
    discountMinor,
    pieces.map(({ pieceMinor }) => pieceMinor),
  );

export function goodsAt(goods: readonly Good[], places: readonly number[]): Good[] {
  const there: Good[] = [];
  for (const at of places) {
    const good = goods[at];
    if (good) there.push(good);
  }
  return there;
}
