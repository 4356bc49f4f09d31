/** Baskets of few pieces with few promotions of every kind: small enough for the oracle. */
import fc from 'fast-check';
import type { BasketLine, ProductPricing, Promotion } from '../../src/index.ts';
import type { Scene } from '../arbitrary-basket.ts';
import { basketOf, rulesOf } from '../arbitrary-basket.ts';
import { product, promotionOf } from './shop.ts';

const categories = ['a', 'b', 'c'];
const selection = fc.oneof(
  fc.subarray(categories, { minLength: 1 }).map((categoryIds) => ({ categoryIds })),
  fc.subarray(['p0', 'p1', 'p2', 'p3'], { minLength: 1 }).map((productIds) => ({ productIds })),
);
const percent = fc.integer({ min: 1, max: 1000 }).map((tenths) => (tenths / 10).toFixed(1));
const price = fc.integer({ min: 1, max: 900 });

const onPieces: fc.Arbitrary<Promotion['gives']> = fc.oneof(
  percent.map((percent) => ({ kind: 'percent' as const, percent })),
  price.map((amountMinor) => ({ kind: 'amount' as const, amountMinor })),
  price.map((unitPriceMinor) => ({ kind: 'fixed-price' as const, unitPriceMinor })),
  fc
    .constantFrom([2, 1], [3, 2], [3, 1])
    .map(([take = 2, pay = 1]) => ({ kind: 'n-for-m' as const, take, pay })),
  fc
    .constantFrom([2, 1], [3, 1], [4, 2])
    .map(([take = 2, free = 1]) => ({ kind: 'cheapest-free' as const, take, free })),
  fc.record({
    kind: fc.constant('mix-and-match' as const),
    take: fc.integer({ min: 2, max: 3 }),
    priceMinor: price,
  }),
  fc.record({
    kind: fc.constant('bundle' as const),
    parts: fc.array(fc.record({ on: selection, pieces: fc.integer({ min: 1, max: 2 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
    priceMinor: price,
  }),
);

const onceABasket: fc.Arbitrary<Promotion['gives']> = fc.oneof(
  fc.record({
    kind: fc.constant('basket-discount' as const),
    spendMinor: fc.integer({ min: 0, max: 3000 }),
    off: fc.oneof<fc.Arbitrary<{ percent: string } | { amountMinor: number }>[]>(
      percent.map((percent) => ({ percent })),
      price.map((amountMinor) => ({ amountMinor })),
    ),
  }),
  fc.record({
    kind: fc.constant('basket-gift' as const),
    spendMinor: fc.integer({ min: 0, max: 3000 }),
    productIds: fc.subarray(['p0', 'p1'], { minLength: 1 }),
    pieces: fc.integer({ min: 1, max: 2 }),
  }),
);

const caps = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }).map((timesPerBasket) => ({ timesPerBasket })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 900 }).map((amountPerBasketMinor) => ({ amountPerBasketMinor })),
  },
);

/** @param kinds all kinds, or those that the oracle of deals knows. */
export function promotedScene(kinds: 'all' | 'on-pieces' = 'all', piecesMax = 6): fc.Arbitrary<Scene> {
  const one = fc.record({
    gives: kinds === 'all' ? fc.oneof({ weight: 3, arbitrary: onPieces }, onceABasket) : onPieces,
    include: fc.option(selection, { nil: undefined }),
    stacking: fc.constantFrom('exclusive' as const, 'stackable' as const),
    priority: fc.integer({ min: 0, max: 2 }),
    group: fc.constantFrom(undefined, undefined, 'g'),
    caps,
  });
  const row = fc.record({
    price: fc.oneof(price, fc.constantFrom(100, 250, 400)),
    pieces: fc.integer({ min: 1, max: 3 }),
    weighed: fc.constantFrom(false, false, false, true),
    category: fc.constantFrom(...categories),
  });
  return fc
    .record({
      rows: fc.array(row, { minLength: 1, maxLength: 4 }),
      promotions: fc.array(one, { minLength: 1, maxLength: 4 }),
    })
    .map(({ rows, promotions }) => {
      let left = piecesMax;
      const lines = rows.flatMap(({ pieces, weighed }, at): BasketLine[] => {
        const some = Math.min(left, weighed ? 1 : pieces);
        left -= some;
        return some === 0
          ? []
          : [{ id: `l${at}`, productId: `p${at}`, quantity: weighed ? '0.345' : String(some) }];
      });
      const products = new Map(
        rows.map(({ price, weighed, category }, at): [string, ProductPricing] => [
          `p${at}`,
          product(`p${at}`, price, { soldBy: weighed ? 'weight' : 'piece', categoryIds: [category, 'all'] }),
        ]),
      );
      return {
        basket: basketOf({ lines }),
        rules: {
          ...rulesOf(products),
          promotions: promotions.map(({ gives, caps, ...more }, at) =>
            promotionOf(gives, {
              id: `x${at}`,
              ...more,
              // What stacks has no limit here: which pieces it then goes to is not a question of the best total.
              ...(caps === undefined || more.stacking === 'stackable' ? {} : { caps }),
            }),
          ),
          [fc.toStringMethod]: () => JSON.stringify({ products: [...products.values()], promotions }),
        },
      };
    });
}
