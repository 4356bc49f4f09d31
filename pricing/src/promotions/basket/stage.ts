/** What is given once a basket, after all that is given on pieces: either one that stands alone, or all that stack, whichever gives more. */
import { type Allowance, isUsedUp } from '../allowance.ts';
import { type Ranked, selects } from '../catalogue-index.ts';
import { give, type OnLines } from '../on-lines.ts';
import type { BasketLine } from './basket-line.ts';
import { basketDiscount, basketDiscountMinor } from './discount.ts';
import { basketGift } from './gift.ts';

export type OnceABasket = Readonly<{ ranked: Ranked; lines: readonly number[]; allowance: Allowance }>;

/** @returns what it takes of each line. */
type Given = ReadonlyMap<number, number>;

export function onBasket(candidates: readonly OnceABasket[], lines: readonly BasketLine[]): OnLines {
  const usable = candidates.filter((one) => !isUsedUp(one.allowance) && reachesItsSum(one, lines));
  const isExclusive = ({ ranked }: OnceABasket) => ranked.promotion.stacking === 'exclusive';
  const exclusive = best(usable.filter(isExclusive), lines);
  const stacked = oneAfterTheOther(
    bestOfGroups(
      usable.filter((one) => !isExclusive(one)),
      lines,
    ),
    lines,
  );
  if (!exclusive || exclusive.takenMinor <= stacked.takenMinor) return stacked.given;
  return oneAfterTheOther([exclusive.one], lines).given;
}

/** The one that takes most; of equals, the first. */
function best(
  ones: readonly OnceABasket[],
  lines: readonly BasketLine[],
): Readonly<{ one: OnceABasket; takenMinor: number }> | undefined {
  let most: Readonly<{ one: OnceABasket; takenMinor: number }> | undefined;
  for (const one of ones) {
    const takenMinor = takenMinorBy(one, lines);
    if (takenMinor > (most?.takenMinor ?? 0)) most = { one, takenMinor };
  }
  return most;
}

function oneAfterTheOther(choice: readonly OnceABasket[], lines: readonly BasketLine[]) {
  const given: OnLines = new Map();
  let takenMinor = 0;
  let left = lines;
  for (const one of choice) {
    const taken = takenBy(one, left);
    for (const [index, amountMinor] of taken) {
      give(given, index, one.ranked.rank, amountMinor);
      takenMinor += amountMinor;
    }
    left = left.map((line) => {
      const off = taken.get(line.index);
      return off ? { ...line, leftMinor: line.leftMinor - off } : line;
    });
  }
  return { given, takenMinor };
}

/** Without sharing it out, which costs more than all the rest. */
function takenMinorBy(one: OnceABasket, lines: readonly BasketLine[]): number {
  const { gives } = one.ranked.promotion;
  if (gives.kind !== 'basket-discount')
    return [...takenBy(one, lines).values()].reduce((sum, amountMinor) => sum + amountMinor, 0);
  return basketDiscountMinor(gives, linesOf(one, lines), one.allowance.amountMinor);
}

function takenBy(one: OnceABasket, lines: readonly BasketLine[]): Given {
  const { gives } = one.ranked.promotion;
  const mine = linesOf(one, lines);
  if (gives.kind === 'basket-discount') return basketDiscount(gives, mine, one.allowance.amountMinor);
  return gives.kind === 'basket-gift' ? basketGift(gives, mine, one.allowance.amountMinor) : new Map();
}

function linesOf({ lines: own }: OnceABasket, lines: readonly BasketLine[]): readonly BasketLine[] {
  if (own.length === lines.length) return lines;
  const onIt = new Set(own);
  return lines.filter(({ index }) => onIt.has(index));
}

/** Of prices before any discount: whatever others take, it stays so. */
function reachesItsSum(one: OnceABasket, lines: readonly BasketLine[]): boolean {
  const { promotion } = one.ranked;
  const { gives } = promotion;
  if (gives.kind !== 'basket-discount' && gives.kind !== 'basket-gift') return false;
  return spentMinor(promotion, linesOf(one, lines)) >= gives.spendMinor;
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
  const groups = new Map<string, OnceABasket[]>();
  for (const one of stackable) {
    const { group } = one.ranked.promotion;
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const chosen = new Set([...groups.values()].map((group) => best(group, lines)?.one));
  return stackable.filter((one) => one.ranked.promotion.group === undefined || chosen.has(one));
}
