import { describe, expect, test } from 'vitest';
import { utcOffsetMinutes } from '../../src/utc-offset.ts';
import { amounts, at, product, promotionOf, ring } from './shop.ts';

const tea = product('tea', 400, { categoryIds: ['drinks', 'grocery'], attributes: { label: 'bio' } });
const cola = product('cola', 250, { categoryIds: ['drinks', 'grocery'] });
const bread = product('bread', 399, { categoryIds: ['bakery', 'grocery'] });
const cheese = product('cheese', 2000, { categoryIds: ['cheese', 'grocery'], soldBy: 'weight' });
const mug = product('mug', 1200);
const shop = [tea, cola, bread, cheese, mug];
const drinks = { include: { categoryIds: ['drinks'] } };
const half = { kind: 'percent', percent: '50' } as const;

describe('P2: what a promotion gives', () => {
  test('a percent off each piece, and off what is weighed', () =>
    expect(
      amounts(ring(shop, { bread: '2', cheese: '0.345' }, [promotionOf({ kind: 'percent', percent: '10' })])),
    ).toEqual({ bread: 718, cheese: 621 }));
  test('an amount off each piece, or each kilogram', () =>
    expect(
      amounts(ring(shop, { bread: '2', cheese: '0.5' }, [promotionOf({ kind: 'amount', amountMinor: 100 })])),
    ).toEqual({ bread: 598, cheese: 950 }));
  test('a fixed price, never a dearer one', () =>
    expect(
      amounts(
        ring(shop, { bread: '3', cola: '1' }, [promotionOf({ kind: 'fixed-price', unitPriceMinor: 300 })]),
      ),
    ).toEqual({ bread: 900, cola: 250 }));
  test('3 for 2 of one product, as often as there are three', () =>
    expect(
      amounts(ring(shop, { bread: '7', cola: '2' }, [promotionOf({ kind: 'n-for-m', take: 3, pay: 2 })])),
    ).toEqual({ bread: 5 * 399, cola: 500 }));
  test('the cheapest of any three is free: the dearest are taken together', () => {
    const priced = ring(shop, { tea: '2', cola: '1', bread: '3' }, [
      promotionOf({ kind: 'cheapest-free', take: 3, free: 1 }),
    ]);
    expect(priced.discountMinor).toBe(399 + 250);
  });
  test('2 for 5 $ of a category', () =>
    expect(
      ring(shop, { tea: '3', bread: '1' }, [
        promotionOf({ kind: 'mix-and-match', take: 2, priceMinor: 500 }, drinks),
      ]).subtotalMinor,
    ).toBe(500 + 400 + 399));
  test('a bundle of parts for one price', () =>
    expect(
      ring(shop, { tea: '2', mug: '1' }, [
        promotionOf({
          kind: 'bundle',
          parts: [
            { on: { categoryIds: ['drinks'] }, pieces: 1 },
            { on: { productIds: ['mug'] }, pieces: 1 },
          ],
          priceMinor: 1300,
        }),
      ]).subtotalMinor,
    ).toBe(1300 + 400));
  test('a discount off the basket from a sum on, shared to the cent', () => {
    const tenOff = promotionOf({ kind: 'basket-discount', spendMinor: 2000, off: { amountMinor: 1000 } });
    expect(ring(shop, { mug: '1', bread: '1' }, [tenOff]).discountMinor).toBe(0);
    expect(amounts(ring(shop, { mug: '1', bread: '2', cola: '1' }, [tenOff]))).toEqual({
      mug: 666,
      bread: 443,
      cola: 139,
    });
  });
  test('a gift from a sum on, which the gift itself does not count towards', () => {
    const gift = promotionOf({ kind: 'basket-gift', spendMinor: 1200, productIds: ['mug'], pieces: 1 });
    expect(ring(shop, { mug: '2' }, [gift]).discountMinor).toBe(0);
    expect(amounts(ring(shop, { mug: '2', tea: '3' }, [gift]))).toEqual({ mug: 1200, tea: 1200 });
  });
});

describe('P2: when a promotion counts', () => {
  const of = (more: Parameters<typeof promotionOf>[1], basket = {}, moment = at) =>
    ring(shop, { tea: '1' }, [promotionOf(half, more)], basket, moment).discountMinor;
  test('from its first moment until before its end', () => {
    expect(of({ from: at })).toBe(200);
    expect(of({ to: at, from: '2026-11-24T13:00:00.001Z' })).toBe(0);
  });
  test('still, where it held when the basket was opened, for four hours', () => {
    const ended = { to: '2026-11-24T13:01:00.000Z' };
    expect(of(ended)).toBe(200);
    expect(of(ended, {}, '2026-11-24T17:00:00.000Z')).toBe(200);
    expect(of(ended, {}, '2026-11-24T17:00:00.001Z')).toBe(0);
  });
  test('in its channel and its stores', () => {
    expect(of({ channels: ['web'] })).toBe(0);
    expect(of({ channels: ['web'] }, { channel: 'web' })).toBe(200);
    expect(of({ storeIds: ['s1'] })).toBe(0);
    expect(of({ storeIds: ['s1'] }, { storeId: 's1' })).toBe(200);
  });
  test('for a coupon that was given, however it is typed', () => {
    expect(of({ coupon: 'BIENVENUE' })).toBe(0);
    expect(of({ coupon: 'BIENVENUE' }, { coupons: [' bienvenue'] })).toBe(200);
  });
  test('for a tier, and for a first order', () => {
    expect(of({ tiers: ['gold'] }, { customer: { id: 'c', tier: 'silver' } })).toBe(0);
    expect(of({ tiers: ['gold'] }, { customer: { id: 'c', tier: 'gold' } })).toBe(200);
    expect(of({ firstOrder: true }, { customer: { id: 'c' } })).toBe(0);
    expect(of({ firstOrder: true }, { customer: { id: 'c', firstOrder: true } })).toBe(200);
  });
  test.each([
    ['at its hour, by the clock of the place', { from: '08:00', to: '09:00' }, -300, 200],
    ['not by another clock', { from: '08:00', to: '09:00' }, 0, 0],
    ['overnight', { from: '22:00', to: '08:30' }, -300, 200],
    ['on its day: 24 November 2026 is a Tuesday', { from: '08:00', to: '09:00', days: [2] }, -300, 200],
    ['not on another day', { from: '08:00', to: '09:00', days: [1, 3] }, -300, 0],
    ['on the day on which the night began', { from: '22:00', to: '08:30', days: [1] }, -300, 200],
    ['not where the place has no clock', { from: '00:00', to: '23:59' }, undefined, 0],
  ])('%s', (_name, hours, utcOffsetMinutes, given) =>
    expect(of({ hours }, { utcOffsetMinutes, openedAt: at })).toBe(given),
  );
  test('for what it includes, by product, category or attribute, less what it excludes', () => {
    expect(of(drinks)).toBe(200);
    expect(of({ include: { productIds: ['tea'] } })).toBe(200);
    expect(of({ include: { attributes: { label: ['bio', 'halal'] } } })).toBe(200);
    expect(of({ include: { attributes: { label: ['bio'], colour: ['red'] } } })).toBe(0);
    expect(of({ include: { categoryIds: ['bakery'] } })).toBe(0);
    expect(of({ ...drinks, exclude: { productIds: ['tea'] } })).toBe(0);
  });
});

describe('P2: promotions together', () => {
  const percent = (id: string, percent: string, more: Parameters<typeof promotionOf>[1] = {}) =>
    promotionOf({ kind: 'percent', percent }, { id, ...more });
  const stackable = { stacking: 'stackable' } as const;
  test('of two that stand alone, the customer gets the better', () =>
    expect(
      ring(shop, { mug: '1' }, [percent('a', '10', { priority: 9 }), percent('b', '20')]).promotions,
    ).toEqual([{ promotionId: 'b', lineId: 'mug', amountMinor: 240 }]));
  test('those that stack add up by priority, each on what the one before left', () => {
    const off = promotionOf({ kind: 'amount', amountMinor: 200 }, { id: 'off', priority: 5, ...stackable });
    const priced = ring(shop, { mug: '1' }, [percent('a', '10', stackable), off]);
    expect(priced.lines[0]?.discounts.map(({ amountMinor }) => amountMinor)).toEqual([200, 100]);
  });
  test('of a group, only the one that gives most', () => {
    const group = { ...stackable, group: 'tea-time' };
    expect(
      ring(shop, { mug: '1' }, [percent('a', '10', group), percent('b', '20', group)]).discountMinor,
    ).toBe(240);
  });
  test('pieces that two deals want go where the total is best', () => {
    const three = promotionOf({ kind: 'cheapest-free', take: 3, free: 1 }, drinks);
    const two = promotionOf({ kind: 'mix-and-match', take: 2, priceMinor: 500 }, drinks);
    // Three teas for two would take 4.00 off and leave 1.50 for the fourth with the cola; two times two teas take 2 × 3.00.
    expect(ring(shop, { tea: '4', cola: '1' }, [three, two]).discountMinor).toBe(600);
  });
  test('a limit by basket, by customer, and by amount', () => {
    const limited = (caps: object, basket = {}) =>
      ring(shop, { tea: '3' }, [promotionOf(half, { caps })], basket).discountMinor;
    expect(limited({ timesPerBasket: 2 })).toBe(400);
    expect(limited({ amountPerBasketMinor: 250 })).toBe(250);
    expect(limited({ timesPerCustomer: 2 })).toBe(0);
    expect(limited({ timesPerCustomer: 2 }, { customer: { id: 'c', promotionUses: { percent: 1 } } })).toBe(
      200,
    );
  });
  test('a discount by hand is off what promotions left, and a price set by hand stands', () => {
    const why = { reason: 'bris', by: 'u' };
    const line = { mug: { discount: { percent: '50', ...why } } };
    expect(ring(shop, line, [promotionOf(half)]).subtotalMinor).toBe(300);
    expect(
      ring(shop, { mug: { priceOverride: { unitPriceMinor: 900, ...why } } }, [promotionOf(half)])
        .subtotalMinor,
    ).toBe(900);
  });
  test('a deposit is touched by none', () =>
    expect(
      ring(
        [...shop, product('deposit', 10, { isCharge: true })],
        { cola: '1', deposit: { parentLineId: 'cola' } },
        [promotionOf(half), promotionOf({ kind: 'basket-discount', spendMinor: 0, off: { percent: '100' } })],
      ).subtotalMinor,
    ).toBe(10));
});

describe('P2: each discount says why, and what is nearly given is told', () => {
  test('a line names its promotion in both languages', () =>
    expect(ring(shop, { tea: '1' }, [promotionOf(half)]).lines[0]?.discounts).toEqual([
      { source: 'promotion/percent', amountMinor: 200, reason: { fr: 'percent', en: 'percent' } },
    ]));
  test('one more for 2 for 5 $', () => {
    const two = promotionOf({ kind: 'mix-and-match', take: 2, priceMinor: 500 }, drinks);
    expect(ring(shop, { tea: '1' }, [two]).hints).toMatchObject([{ missing: '1', of: 'pieces' }]);
    expect(ring(shop, { tea: '2' }, [two]).hints).toEqual([]);
    expect(ring(shop, { bread: '1' }, [two]).hints).toEqual([]);
  });
  test('a little more to reach a sum', () => {
    const off = promotionOf({ kind: 'basket-discount', spendMinor: 1400, off: { percent: '10' } });
    expect(ring(shop, { mug: '1' }, [off]).hints).toMatchObject([{ missing: '200', of: 'money' }]);
    expect(ring(shop, { tea: '1' }, [off]).hints).toEqual([]);
  });
});

test('E1: what the customer was told holds for four hours, then the price of the day does', () => {
  const told = { mug: { toldUnitPriceMinor: 1000, toldAt: '2026-11-24T09:05:00.000Z' } };
  expect(ring(shop, told, []).subtotalMinor).toBe(1000);
  expect(ring(shop, told, [], {}, '2026-11-24T13:05:00.001Z').subtotalMinor).toBe(1200);
});

test.each([
  ['Montréal in winter', 'America/Toronto', '2026-01-15T12:00:59.999Z', -300],
  ['Montréal in summer', 'America/Toronto', '2026-07-15T03:59:59.999Z', -240],
  ["St. John's", 'America/St_Johns', '2026-01-15T12:00:00.000Z', -210],
  ['UTC', 'UTC', '2026-01-01T00:00:00.000Z', 0],
])('P2: the clock of %s', (_name, timeZone, moment, minutes) =>
  expect(utcOffsetMinutes(new Date(moment), timeZone)).toBe(minutes),
);
