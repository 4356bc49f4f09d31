/**
 * Promotions on a basket: first what is given on pieces, the best set of deals within a stated bound (`deals/choose.ts`), what
 * stacks on top; then what is given once a basket.
 */
import type { Basket, Hint, Instant, PricedBasket, PriceRules } from '../contract.ts';
import { amountMinor, type WorkingLine, withDiscount } from '../lines/working-line.ts';
import { type Allowance, allowanceOf } from './allowance.ts';
import type { BasketLine } from './basket/basket-line.ts';
import { type OnceABasket, onBasket } from './basket/stage.ts';
import { indexOf, type PromotionIndex, type Ranked } from './catalogue-index.ts';
import { countsFor } from './counts.ts';
import { chooseDeals } from './deals/choose.ts';
import { dealsOf } from './deals/deals.ts';
import { type Good, goodsOf, openToPromotions } from './goods.ts';
import { hintsOf } from './hints.ts';
import { type OnLines, onLines } from './on-lines.ts';
import { runsOf, withStack } from './runs.ts';
import { usesOf } from './uses.ts';

export type Promoted = Readonly<{
  lines: WorkingLine[];
  hints: Hint[];
  uses?: PricedBasket['promotionUses'];
}>;

export function promote(
  lines: readonly WorkingLine[],
  basket: Basket,
  rules: Pick<PriceRules, 'promotions'>,
  at: Instant,
): Promoted {
  if (rules.promotions === undefined || rules.promotions.length === 0)
    return { lines: [...lines], hints: [] };
  const index = indexOf(rules.promotions);
  const allowance = (ranked: Ranked) => allowanceOf(ranked.promotion, basket.customer);
  const open = openToPromotions(lines);
  const goods = goodsOf(lines, open, index, oncePer(countsFor(basket, at)));
  const deals = dealsOf(goods);
  const allowances = new Map(
    deals.flatMap(({ rank }): [number, Allowance][] => {
      const ranked = index.all[rank];
      return ranked ? [[rank, allowance(ranked)]] : [];
    }),
  );
  const taken = chooseDeals(deals, goods, allowances);
  const runs = withStack(runsOf(goods, taken), allowance);
  const onPieces = discounted(lines, onLines(runs), index);
  const onceABasket = onceABasketOf(goods, allowance);
  const basketLines = open.flatMap((at) => basketLineOf(onPieces, at));
  const onWhole = onBasket(onceABasket, basketLines);
  const uses = usesOf({ runs, taken, onBasket: onWhole }, index);
  return {
    lines: discounted(onPieces, onWhole, index),
    hints: hintsOf({ goods, deals, taken, allowances, onceABasket, lines: basketLines }, index),
    ...(uses && { uses }),
  };
}

/** A promotion meets many products of a basket, and counts for all of them or none. */
function oncePer(counts: (promotion: Ranked['promotion']) => boolean): (ranked: Ranked) => boolean {
  const known: boolean[] = [];
  return ({ rank, promotion }) => {
    const does = known[rank] ?? counts(promotion);
    known[rank] = does;
    return does;
  };
}

function onceABasketOf(goods: readonly Good[], allowance: (ranked: Ranked) => Allowance): OnceABasket[] {
  const linesOf = new Map<Ranked, number[]>();
  for (const { promotions, lines } of goods) {
    for (const ranked of promotions) {
      const { kind } = ranked.promotion.gives;
      if (kind !== 'basket-discount' && kind !== 'basket-gift') continue;
      const known = linesOf.get(ranked) ?? [];
      known.push(...lines.map((line) => line.index));
      linesOf.set(ranked, known);
    }
  }
  return [...linesOf]
    .map(([ranked, lines]) => ({ ranked, lines, allowance: allowance(ranked) }))
    .sort((a, b) => a.ranked.rank - b.ranked.rank);
}

function basketLineOf(lines: readonly WorkingLine[], index: number): BasketLine[] {
  const line = lines[index];
  if (!line) return [];
  const pieces = Math.abs(Number(line.line.quantity));
  return [
    {
      index,
      grossMinor: Math.abs(line.grossMinor),
      leftMinor: Math.abs(amountMinor(line)),
      pieces: Number.isInteger(pieces) ? pieces : 1,
      product: line.product,
    },
  ];
}

function discounted(lines: readonly WorkingLine[], given: OnLines, index: PromotionIndex): WorkingLine[] {
  return lines.map((line, at) => {
    const parts = [...(given.get(at) ?? [])].sort(([a], [b]) => a - b);
    return parts.reduce((whole, [rank, magnitude]) => {
      const promotion = index.all[rank]?.promotion;
      if (!promotion) return whole;
      return withDiscount(whole, {
        source: `promotion/${promotion.id}`,
        amountMinor: line.grossMinor < 0 ? -magnitude : magnitude,
        reason: promotion.name,
      });
    }, line);
  });
}
