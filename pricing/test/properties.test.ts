import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Basket,
  cashDue,
  largestRemainder,
  type PricedBasket,
  priceBasket,
  pricedBasket,
} from '../src/index.ts';
import { manualDiscount, type Scene, scene } from './arbitrary-basket.ts';

const at = '2026-11-24T13:05:00.000Z';
const price = ({ basket, rules }: Scene): PricedBasket => priceBasket(basket, rules, at);
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What the basket comes to, without the lines. */
function totals({ subtotalMinor, discountMinor, taxes, totalMinor }: PricedBasket) {
  return { subtotalMinor, discountMinor, taxes, totalMinor };
}

function negated(basket: Basket): Basket {
  return { ...basket, lines: basket.lines.map((line) => ({ ...line, quantity: `-${line.quantity}` })) };
}

test('B2: totals are the sum of their parts', () =>
  fc.assert(
    fc.property(scene({ returns: true }), (given) => {
      const priced = price(given);
      for (const line of priced.lines) {
        expect(line.amountMinor).toBe(line.grossMinor - sum(line.discounts.map((part) => part.amountMinor)));
      }
      const added = given.rules.taxMode === 'included' ? 0 : sum(priced.taxes.map((tax) => tax.amountMinor));
      expect(priced.subtotalMinor).toBe(sum(priced.lines.map((line) => line.amountMinor)));
      expect(priced.totalMinor).toBe(priced.subtotalMinor + priced.deliveryMinor + added);
      expect(pricedBasket.parse(priced)).toEqual(priced);
    }),
  ));

test('B2: the order of lines does not change the total', () =>
  fc.assert(
    fc.property(
      scene({ returns: true }).chain((given) =>
        fc
          .shuffledSubarray(given.basket.lines, { minLength: given.basket.lines.length })
          .map((lines) => [given, { ...given, basket: { ...given.basket, lines } }] as const),
      ),
      ([given, shuffled]) => {
        expect(totals(price(shuffled))).toEqual(totals(price(given)));
      },
    ),
  ));

test('E6: a line of n pieces bears the tax of n lines of one, per invoice', () =>
  fc.assert(
    fc.property(scene({ plain: true }), (given) => {
      const whole = given.basket.lines.filter((line) => !line.quantity.includes('.'));
      const split = whole.flatMap((line) =>
        Array.from({ length: Number(line.quantity) }, (_, piece) => ({
          ...line,
          id: `${line.id}.${piece}`,
          quantity: '1',
        })),
      );
      const rules = { ...given.rules, taxMode: 'added-per-invoice' as const };
      const one = price({ basket: { ...given.basket, lines: whole }, rules });
      const many = price({ basket: { ...given.basket, lines: split }, rules });
      expect(totals(many)).toEqual(totals(one));
    }),
  ));

test('E3: returning all of a sale gives minus the sale', () =>
  fc.assert(
    fc.property(scene(), (given) => {
      const sale = price(given);
      const back = price({ ...given, basket: negated(given.basket) });
      expect(back.totalMinor + sale.totalMinor).toBe(0);
      expect(back.taxes.map((tax) => -tax.amountMinor + 0)).toEqual(sale.taxes.map((tax) => tax.amountMinor));
    }),
  ));

test('P2: a discount never makes a basket dearer, nor a line less than nothing', () =>
  fc.assert(
    fc.property(scene({ plain: true }), manualDiscount, (given, basketDiscount) => {
      const cheaper = price({ ...given, basket: { ...given.basket, basketDiscount } });
      expect(cheaper.totalMinor).toBeLessThanOrEqual(price(given).totalMinor);
      for (const line of cheaper.lines) expect(line.amountMinor).toBeGreaterThanOrEqual(0);
    }),
  ));

test('B2: a basket that travelled as JSON is priced to the same bytes', () =>
  fc.assert(
    fc.property(scene({ returns: true }), (given) => {
      const travelled = { ...given, basket: JSON.parse(JSON.stringify(given.basket)) as Basket };
      expect(JSON.stringify(price(travelled))).toBe(JSON.stringify(price(given)));
    }),
  ));

test('E2: cash is rounded by at most half a coin, and a refund mirrors a sale', () =>
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.nat(10_000), { maxLength: 3 }),
      fc.constantFrom(1, 5, 50, 100),
      (total, others, coin) => {
        const due = cashDue(total, others, coin);
        expect(due.cashDueMinor - due.roundingMinor).toBe(due.dueBeforeRoundingMinor);
        expect(due.cashDueMinor % coin === 0).toBe(true);
        expect(Math.abs(due.roundingMinor) * 2).toBeLessThanOrEqual(coin);
        const refund = cashDue(
          -total,
          others.map((other) => -other),
          coin,
        );
        expect(refund.cashDueMinor + due.cashDueMinor).toBe(0);
      },
    ),
  ));

test('P2: shares sum to the whole, and none is a unit or more off its exact part', () =>
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(fc.nat(100_000), { minLength: 1, maxLength: 20 }),
      (amount, weights) => {
        const whole = sum(weights);
        fc.pre(whole > 0);
        const parts = largestRemainder(amount, weights);
        expect(sum(parts)).toBe(amount);
        for (const [index, part] of parts.entries()) {
          expect(Math.abs(part - (amount * (weights[index] ?? 0)) / whole)).toBeLessThan(1);
        }
      },
    ),
  ));
