import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changesBetween,
  type ListedPrice,
  listedPrice,
  listsMeet,
  type PricePlace,
  priceBasket,
  priceInForce,
  taxData,
} from '../src/index.ts';

const day = (count: number) => new Date(Date.UTC(2026, 10, 1 + count)).toISOString();
const days = 8;
const stores = ['s-1', 's-2', 's-3'];
const ownMinor = 10_000;

const listed: fc.Arbitrary<ListedPrice> = fc
  .record({
    from: fc.nat(days - 2),
    lasts: fc.option(fc.integer({ min: 1, max: days }), { nil: undefined }),
    channel: fc.constantFrom(undefined, 'pos' as const, 'web' as const),
    storeIds: fc.option(fc.subarray(stores, { minLength: 1 }), { nil: undefined }),
    unitPriceMinor: fc.nat(9_999),
  })
  .map(({ from, lasts, channel, storeIds, unitPriceMinor }) => ({
    listId: `l-${unitPriceMinor}`,
    unitPriceMinor,
    from: day(from),
    ...(lasts === undefined ? {} : { to: day(from + lasts) }),
    ...(channel && { channel }),
    ...(storeIds && { storeIds }),
  }));

/** As Product lets them be: none meets another. */
const compatible = fc
  .array(listed, { maxLength: 12 })
  .map((all) => all.filter((one, at) => !all.slice(0, at).some((other) => listsMeet(one, other))));

const places: PricePlace[] = ['pos' as const, 'web' as const].flatMap((channel) =>
  [undefined, ...stores].flatMap((storeId) =>
    Array.from({ length: 2 * days }, (_, at) => ({ channel, storeId, at: day(at) })),
  ),
);

const reaches = (one: ListedPrice, { channel, storeId, at }: PricePlace) =>
  [undefined, channel].includes(one.channel) &&
  (one.storeIds === undefined || one.storeIds.some((id) => id === storeId)) &&
  one.from <= at &&
  at < (one.to ?? 'for ever');

const isAsSpecific = (one: ListedPrice, other: ListedPrice) =>
  (one.storeIds === undefined) === (other.storeIds === undefined) &&
  (one.channel === undefined) === (other.channel === undefined);

test('P2: lists meet exactly where some place and moment would have two prices of one rank', () =>
  fc.assert(
    fc.property(listed, listed, (one, other) => {
      const doMeet = places.some((place) => reaches(one, place) && reaches(other, place));
      expect(listsMeet(one, other)).toBe(doMeet && isAsSpecific(one, other));
      expect(listsMeet(other, one)).toBe(listsMeet(one, other));
    }),
  ));

test('P2: a store goes before all stores, then a channel before both, then a list before the product’s own price', () =>
  fc.assert(
    fc.property(compatible, (lists) => {
      for (const place of places) {
        const held = lists.filter((one) => reaches(one, place));
        const pick = (of: (one: ListedPrice) => boolean) => held.find(of)?.unitPriceMinor;
        const expected =
          pick(({ storeIds, channel }) => storeIds !== undefined && channel !== undefined) ??
          pick(({ storeIds }) => storeIds !== undefined) ??
          pick(({ channel }) => channel !== undefined) ??
          pick(() => true) ??
          ownMinor;
        expect(priceInForce({ unitPriceMinor: ownMinor, listed: lists }, place)).toBe(expected);
      }
    }),
  ));

test('P2: the order in which lists came does not matter, even of such as should never meet', () =>
  fc.assert(
    fc.property(
      fc
        .array(listed, { maxLength: 8 })
        .chain((all) =>
          fc.shuffledSubarray(all, { minLength: all.length }).map((shuffled) => [all, shuffled] as const),
        ),
      ([all, shuffled]) => {
        for (const place of places)
          expect(priceInForce({ unitPriceMinor: ownMinor, listed: shuffled }, place)).toBe(
            priceInForce({ unitPriceMinor: ownMinor, listed: all }, place),
          );
      },
    ),
  ));

test('E7: a price changes at no other moment than one that a list names', () =>
  fc.assert(
    fc.property(compatible, fc.nat(days), fc.integer({ min: 1, max: days }), (lists, from, lasts) => {
      const before = { channel: 'pos' as const, storeId: 's-1', at: day(from) };
      const after = { ...before, at: day(from + lasts) };
      if (changesBetween(lists, Date.parse(before.at), Date.parse(after.at))) return;
      const product = { unitPriceMinor: ownMinor, listed: lists };
      expect(priceInForce(product, after)).toBe(priceInForce(product, before));
    }),
  ));

const basketAt = (at: string, more: object = {}) =>
  priceBasket(
    {
      currency: 'CAD',
      channel: 'pos',
      openedAt: day(0),
      taxDate: at.slice(0, 10),
      storeId: 's-1',
      jurisdiction: 'CA-QC',
      coupons: [],
      lines: [{ id: 'l', productId: 'p', quantity: '2', ...more }],
    },
    {
      version: 'v',
      ...taxData,
      taxMode: 'added-per-invoice',
      cashIncrementMinor: 5,
      products: () => ({
        productId: 'p',
        unitPriceMinor: 1_000,
        listed: [
          listedPrice.parse({
            listId: 'week',
            unitPriceMinor: 800,
            from: day(1),
            to: day(3),
            storeIds: ['s-1'],
          }),
        ],
        taxCategory: 'standard',
        soldBy: 'piece',
      }),
    },
    at,
  ).subtotalMinor;

test('E7: a basket costs what the list says from its first moment to the one before its last', () => {
  const justBefore = (text: string) => new Date(Date.parse(text) - 1).toISOString();
  expect([justBefore(day(1)), day(1), justBefore(day(3)), day(3)].map((at) => basketAt(at))).toEqual([
    2_000, 1_600, 1_600, 2_000,
  ]);
});

test('P2: what the customer was told holds against the end of a list, and gives way to a lower price', () => {
  expect(basketAt(day(3), { toldUnitPriceMinor: 800 })).toBe(1_600);
  expect(basketAt(day(1), { toldUnitPriceMinor: 1_000 })).toBe(1_600);
});
