/** The deals that a basket's goods allow. */
import type { Ranked } from '../catalogue-index.ts';
import type { Good } from '../goods.ts';
import { isOffEach } from '../off-each.ts';
import { bundle } from './bundle.ts';
import { cheapestFree } from './cheapest-free.ts';
import type { Deal } from './deal.ts';
import { mixAndMatch } from './mix-and-match.ts';
import { nForM } from './n-for-m.ts';
import { oneOfFew } from './one-of-few.ts';

/** @returns in the order of the promotions; what is weighed is part of no deal but `one-of-few`. */
export function dealsOf(goods: readonly Good[]): Deal[] {
  const onGoods = new Map<number, { ranked: Ranked; goods: number[] }>();
  for (const [at, { promotions, isWeighed }] of goods.entries()) {
    for (const ranked of promotions) {
      if (!makesDeals(ranked) || (isWeighed && !isOffEach(ranked.promotion.gives))) continue;
      const known = onGoods.get(ranked.rank) ?? { ranked, goods: [] };
      known.goods.push(at);
      onGoods.set(ranked.rank, known);
    }
  }
  return [...onGoods.values()]
    .sort((a, b) => a.ranked.rank - b.ranked.rank)
    .flatMap(({ ranked, goods: on }) =>
      shapes(ranked, on, goods).map((shape) => ({
        rank: ranked.rank,
        closes: ranked.promotion.stacking === 'exclusive',
        ...shape,
      })),
    );
}

/** What stacks piece by piece is no deal: it comes on top of them. */
const makesDeals = ({ promotion: { gives, stacking, caps } }: Ranked) =>
  isOffEach(gives)
    ? stacking === 'exclusive' && caps !== undefined
    : gives.kind !== 'basket-discount' && gives.kind !== 'basket-gift';

function shapes(
  { promotion: { gives } }: Ranked,
  on: readonly number[],
  goods: readonly Good[],
): Pick<Deal, 'slots' | 'discountMinor'>[] {
  switch (gives.kind) {
    case 'percent':
    case 'amount':
    case 'fixed-price':
      return oneOfFew(gives, on);
    case 'n-for-m':
      return nForM(gives, on, goods);
    case 'cheapest-free':
      return cheapestFree(gives, on);
    case 'mix-and-match':
      return mixAndMatch(gives, on);
    case 'bundle':
      return bundle(gives, on, goods);
    case 'basket-discount':
    case 'basket-gift':
      return [];
  }
}
