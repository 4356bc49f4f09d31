import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Basket, priceBasket, pricedBasket } from '../../src/index.ts';
import type { Scene } from '../arbitrary-basket.ts';
import { promotedScene } from './arbitrary-promotions.ts';
import { bestDiscountMinor } from './oracle.ts';
import { at } from './shop.ts';

const price = ({ basket, rules }: Scene) => priceBasket(basket, rules, at);
const totals = ({ subtotalMinor, discountMinor, taxes, totalMinor }: ReturnType<typeof price>) => ({
  subtotalMinor,
  discountMinor,
  taxes,
  totalMinor,
});
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const withBasket = (scene: Scene, basket: Partial<Basket>): Scene => ({
  ...scene,
  basket: { ...scene.basket, ...basket },
});

test('P2: of promotions that compete for pieces, the customer gets the best total', () =>
  fc.assert(
    fc.property(promotedScene('on-pieces', 5), (given) => {
      expect(price(given).discountMinor).toBe(bestDiscountMinor(given.basket, given.rules));
    }),
    { numRuns: 1_200 },
  ));

test('P2: each discount is explained, and a promotion never makes a basket dearer, nor a line less than nothing', () =>
  fc.assert(
    fc.property(promotedScene('all', 20), (given) => {
      const priced = price(given);
      const without = priceBasket(given.basket, { ...given.rules, promotions: [] }, at);
      expect(priced.totalMinor).toBeLessThanOrEqual(without.totalMinor);
      expect(sum(priced.promotions.map(({ amountMinor }) => amountMinor))).toBe(priced.discountMinor);
      expect(priced.subtotalMinor + priced.discountMinor).toBe(without.subtotalMinor);
      for (const line of priced.lines) {
        expect(line.amountMinor).toBeGreaterThanOrEqual(0);
        for (const { amountMinor } of line.discounts) expect(amountMinor).toBeGreaterThan(0);
      }
      expect(pricedBasket.parse(priced)).toEqual(priced);
    }),
    { numRuns: 250 },
  ));

test('P2: one promotion more on pieces never makes a basket dearer', () =>
  fc.assert(
    fc.property(promotedScene('on-pieces'), (given) => {
      const promotions = (given.rules.promotions ?? []).map(({ group: _, ...one }) => one);
      const all = priceBasket(given.basket, { ...given.rules, promotions }, at);
      const fewer = priceBasket(given.basket, { ...given.rules, promotions: promotions.slice(1) }, at);
      expect(all.totalMinor).toBeLessThanOrEqual(fewer.totalMinor);
    }),
    { numRuns: 200 },
  ));

test('B2: neither the order of lines nor that of promotions changes what a basket costs', () =>
  fc.assert(
    fc.property(promotedScene('all', 20), (given) => {
      const turned = withBasket(given, { lines: given.basket.lines.toReversed() });
      const rules = { ...given.rules, promotions: (given.rules.promotions ?? []).toReversed() };
      expect(totals(price({ ...turned, rules }))).toEqual(totals(price(given)));
    }),
    { numRuns: 250 },
  ));

test('E6: pieces rung up one by one get what they get on one line', () =>
  fc.assert(
    fc.property(promotedScene('on-pieces', 20), (given) => {
      const lines = given.basket.lines.flatMap((line) =>
        line.quantity.includes('.')
          ? [line]
          : Array.from({ length: Number(line.quantity) }, (_, piece) => ({
              ...line,
              id: `${line.id}.${piece}`,
              quantity: '1',
            })),
      );
      expect(totals(price(withBasket(given, { lines })))).toEqual(totals(price(given)));
    }),
    { numRuns: 250 },
  ));

test('E3: returning all of a sale gives minus the sale', () =>
  fc.assert(
    fc.property(promotedScene(), (given) => {
      const lines = given.basket.lines.map((line) => ({ ...line, quantity: `-${line.quantity}` }));
      expect(price(withBasket(given, { lines })).totalMinor + price(given).totalMinor).toBe(0);
    }),
    { numRuns: 200 },
  ));

test('P2: a basket too large to try all is still priced well, and at once', () => {
  const products = Array.from({ length: 40 }, (_, at) => at);
  const given: Scene = fc.sample(promotedScene('on-pieces'), { seed: 5, numRuns: 1 })[0] as Scene;
  const rules = {
    ...given.rules,
    products: (productId: string) => ({
      productId,
      unitPriceMinor: 100 + 7 * Number(productId),
      taxCategory: 'basic-grocery',
      soldBy: 'piece' as const,
    }),
    promotions: [
      {
        id: 'three',
        revision: 1,
        name: { fr: '', en: '' },
        from: '2026-01-01T00:00:00.000Z',
        priority: 0,
        stacking: 'exclusive' as const,
        gives: { kind: 'cheapest-free' as const, take: 3, free: 1 },
      },
    ],
  };
  const lines = products.map((one) => ({ id: `${one}`, productId: `${one}`, quantity: '1000000' }));
  const priced = price({ basket: { ...given.basket, lines }, rules });
  const dearest = lines
    .map(({ productId }) => rules.products(productId).unitPriceMinor)
    .toSorted((a, b) => b - a);
  // Of 40 million pieces, dearest first, each third one is free.
  const least = dearest.reduce((total, unit) => total + unit * 333_333, 0);
  expect(priced.discountMinor).toBeGreaterThanOrEqual(least * 0.99);
});
