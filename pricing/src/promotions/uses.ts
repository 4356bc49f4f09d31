/** How often promotions that are capped by customer were given to a basket: the next basket's `promotionUses` grow by it. */
import type { PricedBasket } from '../contract.ts';
import type { PromotionIndex } from './catalogue-index.ts';
import type { Taken } from './deals/worth.ts';
import type { OnLines } from './on-lines.ts';
import type { Run } from './runs.ts';

type Given = Readonly<{ runs: readonly Run[]; taken: readonly Taken[]; onBasket: OnLines }>;

/** @returns `undefined` where none was given, so that a basket without them is told as it always was. */
export function usesOf(
  { runs, taken, onBasket }: Given,
  index: PromotionIndex,
): PricedBasket['promotionUses'] {
  const times = new Map<number, number>();
  const count = (rank: number, more: number) => times.set(rank, (times.get(rank) ?? 0) + more);
  for (const { deal, times: made } of taken) count(deal.rank, made);
  const dealt = new Set(times.keys());
  for (const { parts, count: pieces } of runs)
    for (const { rank, amountMinor } of parts) if (amountMinor > 0 && !dealt.has(rank)) count(rank, pieces);
  for (const rank of new Set([...onBasket.values()].flatMap((ofLine) => [...ofLine.keys()]))) count(rank, 1);
  const uses = [...times].flatMap(([rank, made]): [string, number][] => {
    const promotion = index.all[rank]?.promotion;
    return promotion?.caps?.timesPerCustomer === undefined ? [] : [[promotion.id, made]];
  });
  return uses.length === 0 ? undefined : Object.fromEntries(uses.sort(([a], [b]) => (a < b ? -1 : 1)));
}
