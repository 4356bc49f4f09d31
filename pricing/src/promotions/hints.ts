/** What is all but given: one piece more makes a deal, or a fifth more money reaches a sum. */
import type { Hint } from '../contract.ts';
import { type Allowance, isUsedUp } from './allowance.ts';
import type { BasketLine } from './basket/basket-line.ts';
import { type OnceABasket, spentMinor } from './basket/stage.ts';
import type { PromotionIndex } from './catalogue-index.ts';
import type { Deal } from './deals/deal.ts';
import { goodsAt, type Taken } from './deals/worth.ts';
import type { Good } from './goods.ts';

/** More would be noise at a till. */
const hintsMax = 3;

export type NearMisses = Readonly<{
  goods: readonly Good[];
  deals: readonly Deal[];
  taken: readonly Taken[];
  allowances: ReadonlyMap<number, Allowance>;
  onceABasket: readonly OnceABasket[];
  lines: readonly BasketLine[];
}>;

export function hintsOf(near: NearMisses, index: PromotionIndex): Hint[] {
  const missing = new Map([...oneMoneyAway(near), ...onePieceAway(near)]);
  return [...missing]
    .sort(([a], [b]) => a - b)
    .slice(0, hintsMax)
    .flatMap(([rank, what]) => {
      const promotion = index.all[rank]?.promotion;
      return promotion ? [{ promotionId: promotion.id, ...what, reason: promotion.name }] : [];
    });
}

type Missing = readonly [rank: number, Pick<Hint, 'missing' | 'of'>];

function onePieceAway({ goods, deals, taken, allowances }: NearMisses): Missing[] {
  const free = goods.map(({ count }) => count);
  for (const { pieces, times } of taken) for (const at of pieces) free[at] = (free[at] ?? 0) - times;
  const spent = new Map<number, number>();
  for (const { deal, times } of taken) spent.set(deal.rank, (spent.get(deal.rank) ?? 0) + times);
  return deals.flatMap((deal): Missing[] => {
    const allowance = allowances.get(deal.rank);
    if (!allowance || isUsedUp({ ...allowance, times: allowance.times - (spent.get(deal.rank) ?? 0) }))
      return [];
    const pieces = goodsAt(goods, allButOne(deal, free));
    // The piece that lacks is taken to cost as much as the dearest that is there.
    const [dearest] = pieces;
    return dearest && deal.discountMinor([dearest, ...pieces]) > 0
      ? [[deal.rank, { missing: '1', of: 'pieces' }]]
      : [];
  });
}

/** @returns the dearest free pieces for the deal if they are all but one, else none. */
function allButOne({ slots }: Deal, free: readonly number[]): number[] {
  const there: number[] = [];
  let missing = 0;
  for (const { goods, pieces } of slots) {
    let need = pieces;
    for (const at of goods) {
      const some = Math.min(need, free[at] ?? 0);
      for (let piece = 0; piece < some; piece += 1) there.push(at);
      need -= some;
      if (need === 0) break;
    }
    missing += need;
    if (missing > 1) return [];
  }
  return missing === 1 ? there.sort((a, b) => a - b) : [];
}

function oneMoneyAway({ onceABasket, lines }: NearMisses): Missing[] {
  return onceABasket.flatMap(({ ranked, lines: own, allowance }): Missing[] => {
    const { gives } = ranked.promotion;
    if (isUsedUp(allowance) || (gives.kind !== 'basket-discount' && gives.kind !== 'basket-gift')) return [];
    const mine = lines.filter(({ index }) => own.includes(index));
    const spent = spentMinor(ranked.promotion, mine);
    if (spent >= gives.spendMinor) {
      const hasGift =
        gives.kind !== 'basket-gift' ||
        mine.some(({ product }) => gives.productIds.includes(product.productId));
      return hasGift ? [] : [[ranked.rank, { missing: '1', of: 'pieces' }]];
    }
    if (spent * 5 < gives.spendMinor * 4) return [];
    return [[ranked.rank, { missing: String(gives.spendMinor - spent), of: 'money' }]];
  });
}
