import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { symbols } from '../../src/check-symbol.ts';
import { type Basket, countedUses, type Promotion, singleUseCodeOf, takesCoupon } from '../../src/index.ts';
import { couponStates } from '../../src/promotions/coupons.ts';
import { basketOf } from '../arbitrary-basket.ts';
import { at, product, promotionOf, ring } from './shop.ts';

const tea = product('tea', 400);
const mug = product('mug', 1200);
const shop = [tea, mug];
const half = { kind: 'percent', percent: '50' } as const;

describe('E4: a coupon that was given says what became of it', () => {
  const stateOf = (more: Parameters<typeof promotionOf>[1], basket: Partial<Basket> = {}) => {
    const promotions = [promotionOf(half, { coupon: 'THE', include: { productIds: ['tea'] }, ...more })];
    const given = { coupons: ['the '], ...basket };
    const priced = ring(shop, { tea: '1' }, promotions, given);
    return couponStates(basketOf({ lines: [], ...given }), priced, promotions, at)[0]?.state;
  };
  test('it is given, however it is typed', () => expect(stateOf({})).toBe('given'));
  test('no promotion takes it', () => expect(stateOf({ coupon: 'AUTRE' })).toBe('unknown'));
  test('it is for another channel or another store', () => {
    expect(stateOf({ channels: ['web'] })).toBe('not-here');
    expect(stateOf({ storeIds: ['s9'] })).toBe('not-here');
  });
  test('its time is over, or has not come', () => {
    expect(stateOf({ to: '2026-11-24T09:00:00.000Z' })).toBe('not-now');
    expect(stateOf({ from: '2026-11-25T00:00:00.000Z' })).toBe('not-now');
  });
  test('it is for a tier, a first order, or somebody who is known', () => {
    expect(stateOf({ tiers: ['gold'] })).toBe('not-for-customer');
    expect(stateOf({ firstOrder: true }, { customer: { id: 'c' } })).toBe('not-for-customer');
    expect(stateOf({ caps: { timesPerCustomer: 1 } })).toBe('not-for-customer');
  });
  test('this customer has used it up', () =>
    expect(
      stateOf({ caps: { timesPerCustomer: 1 } }, { customer: { id: 'c', promotionUses: { percent: 1 } } }),
    ).toBe('used-up'));
  test('what it is on is not in the basket', () =>
    expect(stateOf({ include: { productIds: ['mug'] } })).toBe('nothing-to-give'));
  test('of two promotions with one code, the one that gives is told of', () => {
    const promotions: Promotion[] = [
      promotionOf(half, { id: 'web', coupon: 'THE', channels: ['web'] }),
      promotionOf(half, { id: 'pos', coupon: 'THE', channels: ['pos'] }),
    ];
    const priced = ring(shop, { tea: '1' }, promotions, { coupons: ['THE'] });
    expect(couponStates(basketOf({ lines: [], coupons: ['THE'] }), priced, promotions, at)).toMatchObject([
      { state: 'given', promotion: { id: 'pos' } },
    ]);
  });
});

describe('P2: a promotion with codes for a single use', () => {
  const letter = { coupon: 'noel', singleUseCodes: true } as const;
  const random = fc.uint8Array({ minLength: 6, maxLength: 6 });
  test('takes each code of its own however it is typed, and none with a mistyped symbol', () =>
    fc.assert(
      fc.property(random, fc.nat(9), fc.constantFrom(...symbols), (bytes, at, other) => {
        const code = singleUseCodeOf(letter.coupon, bytes);
        expect(takesCoupon(letter, ` ${code.toLowerCase()} `)).toBe(true);
        const place = 'NOEL-'.length + at;
        const typed = code.slice(0, place) + other + code.slice(place + 1);
        expect(takesCoupon(letter, typed)).toBe(typed === code);
      }),
    ));
  test('gives nothing for its word alone, and is one use of the first code however many are given', () => {
    const promotions = [promotionOf(half, letter)];
    const [first, second] = [new Uint8Array(6).fill(7), new Uint8Array(6).fill(8)].map((bytes) =>
      singleUseCodeOf('NOEL', bytes),
    );
    const priced = (coupons: string[]) => ring(shop, { tea: '2' }, promotions, { coupons });
    expect(priced(['NOEL']).discountMinor).toBe(0);
    const coupons = [first ?? '', second ?? ''];
    expect(priced(coupons).discountMinor).toBe(400);
    expect(countedUses(coupons, priced(coupons), promotions)).toEqual([
      { promotionId: 'percent', code: first },
    ]);
  });
});

describe('P2: what is capped by customer tells how often it was given', () => {
  const customer = { id: 'c' };
  const capped = { caps: { timesPerCustomer: 5 } };
  const usesOf = (gives: Promotion['gives'], bought: Record<string, string>, more = {}) =>
    ring(shop, bought, [promotionOf(gives, { ...capped, ...more })], { customer }).promotionUses;
  test('each piece, where it is off each piece', () => {
    expect(usesOf(half, { tea: '2', mug: '1' })).toEqual({ percent: 3 });
    expect(usesOf(half, { tea: '7' }, { stacking: 'stackable' })).toEqual({ percent: 5 });
  });
  test('each deal', () =>
    expect(usesOf({ kind: 'mix-and-match', take: 2, priceMinor: 500 }, { tea: '5' })).toEqual({
      'mix-and-match': 2,
    }));
  test('each basket', () =>
    expect(
      usesOf({ kind: 'basket-discount', spendMinor: 100, off: { percent: '10' } }, { tea: '5', mug: '1' }),
    ).toEqual({ 'basket-discount': 1 }));
  test('nothing is told where nothing is capped, or nothing was given', () => {
    expect(usesOf(half, { tea: '2' }, { caps: undefined })).toBeUndefined();
    expect(usesOf(half, { tea: '2' }, { include: { productIds: ['mug'] } })).toBeUndefined();
  });
  test('one basket after the other never gets more than the cap', () => {
    let used = 0;
    for (let basket = 0; basket < 4; basket += 1) {
      const priced = ring(shop, { tea: '2' }, [promotionOf(half, capped)], {
        customer: { id: 'c', promotionUses: { percent: used } },
      });
      used += priced.promotionUses?.percent ?? 0;
    }
    expect(used).toBe(5);
  });
});
