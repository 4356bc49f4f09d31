/**
 * What the pricing engine takes and gives: plain JSON values, so that a basket travels through journals, HTTP and
 * tests as it is. Money is integer minor units in the basket's one currency; quantities and rates are decimal strings.
 */
// The whole namespace: bundlers drop what is unused of it, but keep all of the object `z` (370 kB more in a browser).
import * as z from 'zod';

/** `'2'`, `'0.345'`, `'-1'`: at most 9 digits before the point and 4 behind it. */
export const decimalString = z.string().regex(/^-?\d{1,9}(\.\d{1,4})?$/);
export type DecimalString = z.infer<typeof decimalString>;

/** A store's local calendar day, `YYYY-MM-DD`; never derived from UTC. */
export const businessDate = z.iso.date();
export type BusinessDate = z.infer<typeof businessDate>;

/** RFC 3339 in UTC, e.g. `2026-11-24T13:00:00.000Z`. */
export const instant = z.iso.datetime();
export type Instant = z.infer<typeof instant>;

/** ISO 4217 alphabetic code. */
export const currency = z.enum(['CAD', 'USD', 'EUR', 'CHF', 'DKK', 'SEK', 'HUF', 'JPY', 'TND']);
export type Currency = z.infer<typeof currency>;

/** Integer minor units within ±2^53. */
export const amountMinor = z.int();

/** Money wherever it is not inside a priced basket. */
export const money = z.strictObject({ amountMinor, currency });
export type Money = z.infer<typeof money>;

export const channel = z.enum(['pos', 'web']);
export type Channel = z.infer<typeof channel>;

export const manualDiscount = z.strictObject({
  percent: decimalString.optional(),
  amountMinor: amountMinor.nonnegative().optional(),
  reason: z.string(),
  by: z.string(),
});
export type ManualDiscount = z.infer<typeof manualDiscount>;

export const basketLine = z.strictObject({
  /** Unique in its basket. */
  id: z.string(),
  productId: z.string(),
  /** Pieces, or kilograms for goods sold by weight; negative only in an exchange. */
  quantity: decimalString,
  toldUnitPriceMinor: amountMinor.nonnegative().optional(),
  priceOverride: z
    .strictObject({ unitPriceMinor: amountMinor.nonnegative(), reason: z.string(), by: z.string() })
    .optional(),
  barcodePriceMinor: amountMinor.nonnegative().optional(),
  discount: manualDiscount.optional(),
  /** The product's line to which this deposit or eco-fee belongs; no discount touches such a line. */
  parentLineId: z.string().optional(),
});
export type BasketLine = z.infer<typeof basketLine>;

export const basket = z.strictObject({
  currency,
  channel,
  openedAt: instant,
  taxDate: businessDate,
  storeId: z.string().optional(),
  /** `CA-QC`, `FR`: whose taxes apply. */
  jurisdiction: z.string(),
  customer: z
    .strictObject({
      id: z.string(),
      tier: z.string().optional(),
      taxExempt: z.strictObject({ certificate: z.string() }).optional(),
      firstOrder: z.boolean().optional(),
    })
    .optional(),
  coupons: z.array(z.string()),
  pointsToBurn: z.int().nonnegative().optional(),
  lines: z.array(basketLine),
  basketDiscount: manualDiscount.optional(),
  delivery: z
    .strictObject({ zone: z.string(), method: z.string(), weightGrams: z.int().nonnegative() })
    .optional(),
});
export type Basket = z.infer<typeof basket>;

/** What the engine must know of one sellable product. */
export const productPricing = z.strictObject({
  productId: z.string(),
  unitPriceMinor: amountMinor.nonnegative(),
  taxCategory: z.string(),
  soldBy: z.enum(['piece', 'weight']),
  /** A deposit or an eco-fee: no discount, coupon or point touches it. */
  isCharge: z.boolean().optional(),
});
export type ProductPricing = z.infer<typeof productPricing>;

export const taxRule = z.strictObject({
  jurisdiction: z.string(),
  code: z.string(),
  /** Percent: `'9.975'`. */
  rate: decimalString,
  from: businessDate,
  to: businessDate.optional(),
  /** The code that receipts show, where a law has several rates under one name: `PST` for `PST-LIQUOR`. */
  reportedAs: z.string().optional(),
  /** Codes of the same line's taxes that are part of this tax's base: Québec's QST on the GST, until 2012. */
  compoundedOn: z.array(z.string()).optional(),
  source: z.string(),
});
export type TaxRule = z.infer<typeof taxRule>;

/**
 * Which taxes a category bears. Of the rows that hold, the one with the latest `from` wins; of equals, the one with a
 * threshold. A category without a row bears what `standard` bears; a province without one, what its country does.
 */
export const taxTreatment = z.strictObject({
  jurisdiction: z.string(),
  category: z.string(),
  from: businessDate,
  to: businessDate.optional(),
  codes: z.array(z.string()),
  /** Replaces the rate of each of `codes`, and stands where no rule gives one. */
  rateOverride: decimalString.optional(),
  /** The row holds only while the category's lines, discounts taken off, come to this at most (Ontario: 4.00 $). */
  basketThresholdMinor: amountMinor.optional(),
  /** An eco-fee: taxed as the line named by `parentLineId`; without one, as `standard`. */
  asParent: z.boolean().optional(),
  source: z.string(),
});
export type TaxTreatment = z.infer<typeof taxTreatment>;

export const taxMode = z.enum(['added-per-invoice', 'added-per-line', 'included']);
export type TaxMode = z.infer<typeof taxMode>;

/** The rules without the products: what a feed carries whole. */
export const basketRules = z.strictObject({
  version: z.string(),
  taxes: z.array(taxRule),
  treatments: z.array(taxTreatment),
  taxMode,
  cashIncrementMinor: amountMinor.positive(),
});
export type BasketRules = z.infer<typeof basketRules>;

export type PriceRules = BasketRules &
  Readonly<{ products: (productId: string) => ProductPricing | undefined }>;

export const lineDiscount = z.strictObject({ source: z.string(), amountMinor });

export const pricedLine = z.strictObject({
  id: z.string(),
  unitPriceMinor: amountMinor,
  grossMinor: amountMinor,
  discounts: z.array(lineDiscount),
  /** `grossMinor` less the discounts. */
  amountMinor,
  taxes: z.array(z.strictObject({ code: z.string(), rate: decimalString })),
});
export type PricedLine = z.infer<typeof pricedLine>;

export const taxTotal = z.strictObject({
  code: z.string(),
  rate: decimalString,
  baseMinor: amountMinor,
  amountMinor,
});
export type TaxTotal = z.infer<typeof taxTotal>;

export const pricedBasket = z.strictObject({
  rulesVersion: z.string(),
  lines: z.array(pricedLine),
  promotions: z.array(z.strictObject({ promotionId: z.string(), lineId: z.string(), amountMinor })),
  hints: z.array(z.strictObject({ promotionId: z.string(), missing: decimalString })),
  subtotalMinor: amountMinor,
  discountMinor: amountMinor,
  deliveryMinor: amountMinor,
  taxes: z.array(taxTotal),
  totalMinor: amountMinor,
  points: z.strictObject({ earned: z.int(), burnable: z.int() }),
});
export type PricedBasket = z.infer<typeof pricedBasket>;
