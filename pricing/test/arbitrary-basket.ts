/** Baskets as a till may meet them: pieces and weights, every kind of price, discount, deposit and return. */
import fc from 'fast-check';
import type {
  Basket,
  BasketLine,
  BasketRules,
  ManualDiscount,
  PriceRules,
  ProductPricing,
} from '../src/index.ts';
import { taxData } from '../src/index.ts';

export type Scene = Readonly<{ basket: Basket; rules: PriceRules }>;

const categories = [
  'standard',
  'basic-grocery',
  'printed-book',
  'liquor',
  'prepared-food-on-4',
  'childrens-clothing',
  'bottle-deposit',
  'eco-fee',
  'a category that no rule names',
];
const price = fc.oneof(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 5_000_000 }));
const reason = { reason: 'bris', by: 'u-1' };

export const manualDiscount: fc.Arbitrary<ManualDiscount> = fc.oneof(
  fc.integer({ min: 0, max: 1500 }).map((tenths) => ({ percent: (tenths / 10).toFixed(1), ...reason })),
  price.map((amountMinor) => ({ amountMinor, ...reason })),
);

const quantity = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map(String),
  fc.integer({ min: 1, max: 9_999 }).map((grams) => (grams / 1000).toFixed(3)),
);

/** @param plain no discounts and no charges: only list prices, quantities and taxes. */
export function scene(options: { plain?: boolean; returns?: boolean } = {}): fc.Arbitrary<Scene> {
  const optional = <T>(value: fc.Arbitrary<T>) =>
    options.plain === true ? fc.constant(undefined) : fc.option(value, { nil: undefined });
  const row = fc.record({
    quantity,
    isReturn: options.returns === true ? fc.boolean() : fc.constant(false),
    price,
    told: optional(price),
    barcode: optional(price),
    override: optional(price),
    discount: optional(manualDiscount),
    taxCategory: fc.constantFrom(...categories),
    isCharge: options.plain === true ? fc.constant(false) : fc.boolean(),
  });
  return fc
    .record({
      rows: fc.array(row, { maxLength: 12 }),
      jurisdiction: fc.constantFrom('CA-QC', 'CA-ON', 'CA-BC', 'CA-AB', 'CA-NS', 'FR'),
      taxMode: fc.constantFrom<BasketRules['taxMode']>('added-per-invoice', 'added-per-line', 'included'),
      basketDiscount: optional(manualDiscount),
    })
    .map(({ rows, jurisdiction, taxMode, basketDiscount }) => {
      const lines = rows.map(
        (one, index): BasketLine => ({
          id: `l${index}`,
          productId: `p${index}`,
          quantity: one.isReturn ? `-${one.quantity}` : one.quantity,
          toldUnitPriceMinor: one.told,
          barcodePriceMinor: one.barcode,
          ...(one.override !== undefined && { priceOverride: { unitPriceMinor: one.override, ...reason } }),
          discount: one.discount,
        }),
      );
      const products = new Map(
        rows.map((one, index): [string, ProductPricing] => [
          `p${index}`,
          {
            productId: `p${index}`,
            unitPriceMinor: one.price,
            taxCategory: one.taxCategory,
            soldBy: 'weight',
            isCharge: one.isCharge,
          },
        ]),
      );
      const basket = basketOf({ lines, jurisdiction, basketDiscount });
      return {
        basket,
        rules: {
          ...rulesOf(products, taxMode),
          // A counterexample names its products; the tax rules are always the same.
          [fc.toStringMethod]: () => JSON.stringify({ taxMode, products: [...products.values()] }),
        },
      };
    });
}

export function basketOf(part: Partial<Basket>): Basket {
  return {
    currency: 'CAD',
    channel: 'pos',
    openedAt: '2026-11-24T13:00:00.000Z',
    taxDate: '2026-11-24',
    jurisdiction: 'CA-QC',
    coupons: [],
    lines: [],
    ...part,
  };
}

export function rulesOf(
  products: ReadonlyMap<string, ProductPricing>,
  taxMode: BasketRules['taxMode'] = 'added-per-invoice',
): PriceRules {
  return {
    version: 'test',
    ...taxData,
    taxMode,
    cashIncrementMinor: 5,
    products: (productId) => products.get(productId),
  };
}
