/** What is given once a basket, after all that is given on pieces: either one that stands alone, or all that stack, whichever gives more. */
import { type Allowance, isUsedUp } from '../allowance.ts';
import { type Ranked, selects } from '../catalogue-index.ts';
import { give, type OnLines } from '../on-lines.ts';
import { basketDiscount } from './discount.ts';
import { basketGift } from './gift.ts';

/** A line that promotions may touch, with what is left of its price; magnitudes, for what comes back too. */
export type BasketLine = Readonly<{
  index: number;
  grossMinor: number;
  leftMinor: number;
  pieces: number;
  product: Parameters<typeof selects>[1];
}>;
export type OnceABasket = Readonly<{ ranked: Ranked; lines: readonly number[]; allowance: Allowance }>;

/** @returns what it takes of each line. */
type Given = ReadonlyMap<number, number>;

export function onBasket(candidates: readonly OnceABasket[], lines: readonly BasketLine[]): OnLines {
  const usable = candidates.filter(({ allowance }) => !isUsedUp(allowance));
  const stackable = bestOfGroups(
    usable.filter(({ ranked }) => ranked.promotion.stacking === 'stackable'),
    lines,
  );
  const choices = [
    stackable,
    ...usable.filter(({ ranked }) => ranked.promotion.stacking === 'exclusive').map((one) => [one]),
  ];
  let best: Readonly<{ given: OnLines; totalMinor: number }> = { given: new Map(), totalMinor: 0 };
  for (const choice of choices) {
    const given = oneAfterTheOther(choice, lines);
    if (given.totalMinor > best.totalMinor) best = given;
  }
  return best.given;
}

function oneAfterTheOther(choice: readonly OnceABasket[], lines: readonly BasketLine[]) {
  const given: OnLines = new Map();
  let totalMinor = 0;
  let left = lines;
  for (const one of choice) {
    const taken = takenBy(one, left);
    for (const [index, amountMinor] of taken) {
      give(given, index, one.ranked.rank, amountMinor);
      totalMinor += amountMinor;
    }
    if (choice.length > 1)
      left = left.map((line) => ({ ...line, leftMinor: line.leftMinor - (taken.get(line.index) ?? 0) }));
  }
  return { given, totalMinor };
}

function takenBy(
  { ranked: { promotion }, lines: own, allowance }: OnceABasket,
  lines: readonly BasketLine[],
): Given {
  const { gives } = promotion;
  if (gives.kind !== 'basket-discount' && gives.kind !== 'basket-gift') return new Map();
  const onIt = new Set(own);
  const mine = lines.filter(({ index }) => onIt.has(index));
  if (spentMinor(promotion, mine) < gives.spendMinor) return new Map();
  return gives.kind === 'basket-discount'
    ? basketDiscount(gives, mine, allowance.amountMinor)
    : basketGift(gives, mine, allowance.amountMinor);
}

/** Before any discount, so that one promotion never takes away another; a gift does not earn itself. */
export function spentMinor({ gives, include }: Ranked['promotion'], lines: readonly BasketLine[]): number {
  const counted =
    gives.kind !== 'basket-gift'
      ? lines
      : lines.filter(
          ({ product }) =>
            !gives.productIds.includes(product.productId) &&
            (include === undefined || selects(include, product)),
        );
  return counted.reduce((sum, { grossMinor }) => sum + grossMinor, 0);
}

function bestOfGroups(stackable: readonly OnceABasket[], lines: readonly BasketLine[]): OnceABasket[] {
  const best = new Map<string, Readonly<{ one: OnceABasket; totalMinor: number }>>();
  for (const one of stackable) {
    const { group } = one.ranked.promotion;
    if (group === undefined) continue;
    const { totalMinor } = oneAfterTheOther([one], lines);
    if (totalMinor > (best.get(group)?.totalMinor ?? -1)) best.set(group, { one, totalMinor });
  }
  return stackable.filter((one) => {
    const { group } = one.ranked.promotion;
    return group === undefined || best.get(group)?.one === one;
  });
}
