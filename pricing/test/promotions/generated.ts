/** Baskets and rules from a seed, without a dependency: the very same ones in Node and in a browser. */
import type { Basket, BasketLine, BasketRules, ProductPricing, Promotion } from '../../src/contract.ts';
import { taxData } from '../../src/tax-data.ts';

const productCount = 2_000;
const categoryCount = 60;

/** mulberry32. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export const productOf = (productId: string): ProductPricing => {
  const random = randomOf(Number(productId) + 1);
  return {
    productId,
    unitPriceMinor: 50 + random(3_000),
    taxCategory: ['standard', 'basic-grocery', 'printed-book'][random(3)] ?? 'standard',
    soldBy: random(8) === 0 ? 'weight' : 'piece',
    categoryIds: [`c${random(categoryCount)}`, `department${random(6)}`],
    attributes: { label: ['bio', 'local', 'none'][random(3)] ?? 'none' },
  };
};

/** @param count how many are active; a mixture of all kinds, most on a category or on some products, one in fifty on all. */
export function rulesOf(seed: number, count: number): BasketRules {
  const random = randomOf(seed);
  return {
    version: `seed ${seed}`,
    ...taxData,
    taxMode: 'added-per-invoice',
    cashIncrementMinor: 5,
    promotions: Array.from({ length: count }, (_, at) => promotionOf(`x${at}`, random)),
  };
}

function promotionOf(id: string, random: (below: number) => number): Promotion {
  const kind = random(50);
  const productIds = () => Array.from({ length: 1 + random(12) }, () => String(random(productCount)));
  const include =
    kind === 0
      ? undefined
      : kind < 30
        ? { categoryIds: [`c${random(categoryCount)}`] }
        : { productIds: productIds() };
  return {
    id,
    revision: 1,
    name: { fr: `Promotion ${id}`, en: `Offer ${id}` },
    from: '2026-01-01T00:00:00.000Z',
    priority: random(3),
    stacking: random(3) === 0 ? 'stackable' : 'exclusive',
    ...(include && { include }),
    ...(random(10) === 0 && { caps: { timesPerBasket: 1 + random(3) } }),
    gives: givesOf(random),
  };
}

function givesOf(random: (below: number) => number): Promotion['gives'] {
  const percent = String(1 + random(40));
  switch (random(9)) {
    case 0:
      return { kind: 'amount', amountMinor: 1 + random(300) };
    case 1:
      return { kind: 'fixed-price', unitPriceMinor: 50 + random(2_000) };
    case 2:
      return { kind: 'n-for-m', take: 3, pay: 2 };
    case 3:
      return { kind: 'cheapest-free', take: 2 + random(3), free: 1 };
    case 4:
      return { kind: 'mix-and-match', take: 2 + random(2), priceMinor: 500 + random(3_000) };
    case 5:
      return {
        kind: 'bundle',
        parts: [0, 1].map(() => ({ on: { categoryIds: [`c${random(categoryCount)}`] }, pieces: 1 })),
        priceMinor: 500 + random(3_000),
      };
    case 6:
      return { kind: 'basket-discount', spendMinor: random(20_000), off: { percent } };
    case 7:
      return {
        kind: 'basket-gift',
        spendMinor: random(20_000),
        productIds: [String(random(productCount))],
        pieces: 1,
      };
    default:
      return { kind: 'percent', percent };
  }
}

export function basketOf(seed: number, lineCount: number): Basket {
  const random = randomOf(seed);
  const lines = Array.from({ length: lineCount }, (_, at): BasketLine => {
    const productId = String(random(productCount));
    const weighed = productOf(productId).soldBy === 'weight';
    return { id: `l${at}`, productId, quantity: weighed ? `0.${100 + random(900)}` : String(1 + random(4)) };
  });
  return {
    currency: 'CAD',
    channel: 'pos',
    openedAt: '2026-11-24T13:00:00.000Z',
    taxDate: '2026-11-24',
    jurisdiction: 'CA-QC',
    coupons: [],
    lines,
  };
}
