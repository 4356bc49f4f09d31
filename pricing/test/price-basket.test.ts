import { expect, test } from 'vitest';
import { type BasketLine, type ManualDiscount, type ProductPricing, priceBasket } from '../src/index.ts';
import { basketOf, rulesOf } from './arbitrary-basket.ts';

const at = '2026-11-24T13:05:00.000Z';
const why = { reason: 'bris', by: 'u-1' };

function product(id: string, unitPriceMinor: number, more: Partial<ProductPricing> = {}) {
  return [
    id,
    { productId: id, unitPriceMinor, taxCategory: 'standard', soldBy: 'piece', ...more },
  ] satisfies [string, ProductPricing];
}

function line(id: string, more: Partial<BasketLine> = {}): BasketLine {
  return { id, productId: id, quantity: '1', ...more };
}

function priceOne(more: Partial<BasketLine>, unitPriceMinor = 1000) {
  const priced = priceBasket(
    basketOf({ lines: [line('a', more)] }),
    rulesOf(new Map([product('a', unitPriceMinor)])),
    at,
  );
  return {
    unit: priced.lines[0]?.unitPriceMinor,
    amount: priced.lines[0]?.amountMinor,
    discount: priced.discountMinor,
  };
}

test('E1: a price that fell since the customer was told applies at once', () =>
  expect(priceOne({ toldUnitPriceMinor: 1200 }).unit).toBe(1000));
test('E1: a price that rose since the customer was told does not', () =>
  expect(priceOne({ toldUnitPriceMinor: 900 }).unit).toBe(900));
test('E1: the price in a variable-measure code replaces the list price', () =>
  expect(priceOne({ barcodePriceMinor: 599 }).unit).toBe(599));
test('E1: an override stands, above the list price too', () =>
  expect(priceOne({ priceOverride: { unitPriceMinor: 1500, ...why }, toldUnitPriceMinor: 900 }).unit).toBe(
    1500,
  ));
test('E1: a discount above the line takes the line and no more', () =>
  expect(priceOne({ discount: { amountMinor: 5000, ...why } })).toMatchObject({ amount: 0, discount: 1000 }));
test('E1: a percent off a return gives back less, as the sale had taken less', () =>
  expect(priceOne({ quantity: '-1', discount: { percent: '10', ...why } })).toMatchObject({ amount: -900 }));
test('E6: a price of zero is charged as zero', () =>
  expect(priceOne({}, 0)).toMatchObject({ unit: 0, amount: 0 }));

test('E1: no discount touches a deposit, whether its product or its line says that it is one', () => {
  const discount: ManualDiscount = { percent: '50', ...why };
  const priced = priceBasket(
    basketOf({
      lines: [line('cola'), line('consigne', { discount }), line('eco', { parentLineId: 'cola', discount })],
      basketDiscount: discount,
    }),
    rulesOf(
      new Map([
        product('cola', 1000),
        product('consigne', 10, { taxCategory: 'bottle-deposit', isCharge: true }),
        product('eco', 20, { taxCategory: 'eco-fee' }),
      ]),
    ),
    at,
  );
  expect(priced.lines.map((priced) => priced.amountMinor)).toEqual([500, 10, 20]);
});

test('E1: an eco-fee is taxed as the goods that it goes with', () => {
  const priced = priceBasket(
    basketOf({ lines: [line('livre'), line('eco', { parentLineId: 'livre' }), line('seul')] }),
    rulesOf(
      new Map([
        product('livre', 1000, { taxCategory: 'printed-book' }),
        product('eco', 100, { taxCategory: 'eco-fee' }),
        product('seul', 200, { taxCategory: 'eco-fee' }),
      ]),
    ),
    at,
  );
  expect(priced.lines.map((priced) => priced.taxes.map((tax) => tax.code))).toEqual([
    ['GST'],
    ['GST'],
    ['GST', 'QST'],
  ]);
});

test('E1: in an exchange the basket discount is off what is bought', () => {
  const priced = priceBasket(
    basketOf({
      lines: [line('neuf'), line('rendu', { quantity: '-1' })],
      basketDiscount: { percent: '10', ...why },
    }),
    rulesOf(new Map([product('neuf', 3000), product('rendu', 2000)])),
    at,
  );
  expect(priced.lines.map((priced) => priced.amountMinor)).toEqual([2700, -2000]);
});

test('E1: the QST of 2012 was on the price plus GST', () => {
  const priced = priceBasket(
    basketOf({ taxDate: '2012-12-31', lines: [line('a')] }),
    rulesOf(new Map([product('a', 10_000)])),
    at,
  );
  expect(priced.taxes).toEqual([
    { code: 'GST', rate: '5', baseMinor: 10_000, amountMinor: 500 },
    { code: 'QST', rate: '9.5', baseMinor: 10_500, amountMinor: 998 },
  ]);
});

test('E4: an exempt customer pays no tax', () => {
  const priced = priceBasket(
    basketOf({ lines: [line('a')], customer: { id: 'c', taxExempt: { certificate: 'QC-1' } } }),
    rulesOf(new Map([product('a', 1000)])),
    at,
  );
  expect(priced).toMatchObject({ taxes: [], totalMinor: 1000 });
});

test.each<[string, Partial<BasketLine>[], RegExp]>([
  ['a product without a price', [{ productId: 'unknown' }], /has no price/],
  ['one line id twice', [{}, {}], /one id/],
  ['a quantity that is no decimal', [{ quantity: '1,5' }], /not a decimal/],
  ['a price with a fraction of a cent', [{ barcodePriceMinor: 1.5 }], /whole minor units/],
  ['a price below zero', [{ barcodePriceMinor: -1 }], /is -1/],
  [
    'a discount of both kinds',
    [{ discount: { percent: '1', amountMinor: 1, ...why } }],
    /percent or an amount/,
  ],
  ['an amount outside of ±2^53', [{ quantity: '999999999', barcodePriceMinor: 9_007_199_254 }], /outside/],
])('throws on %s', (_name, lines, message) => {
  const basket = basketOf({ lines: lines.map((more) => line('a', more)) });
  expect(() => priceBasket(basket, rulesOf(new Map([product('a', 1)])), at)).toThrow(message);
});

test('E3: what was given for nothing comes back at the rate of the goods that it came with', () => {
  const rules = rulesOf(
    new Map([
      product('soup', 0, { taxCategory: 'prepared-food-on-4' }),
      product('meal', 401, { taxCategory: 'prepared-food-on-4' }),
    ]),
  );
  const taxesOf = (quantity: string) =>
    priceBasket(
      basketOf({ jurisdiction: 'CA-ON', lines: [line('soup', { quantity }), line('meal', { quantity })] }),
      rules,
      at,
    ).taxes;
  expect(taxesOf('1')).toEqual([{ code: 'HST', rate: '13', baseMinor: 401, amountMinor: 52 }]);
  expect(taxesOf('-1')).toEqual([{ code: 'HST', rate: '13', baseMinor: -401, amountMinor: -52 }]);
});

test('throws in a place that the tax rules do not know, rather than charging no tax', () => {
  const basket = basketOf({ jurisdiction: 'AQ', lines: [line('a')] });
  expect(() => priceBasket(basket, rulesOf(new Map([product('a', 1)])), at)).toThrow(
    /no tax treatment in AQ/,
  );
});
