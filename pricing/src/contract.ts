/**
 * What the pricing engine takes and gives: plain JSON values, so that a basket travels through journals, HTTP and
 * tests as it is. Money is integer minor units in the basket's one currency; quantities and rates are decimal strings.
 */
// The whole namespace: bundlers drop what is unused of it, but keep all of the object `z` (370 kB more in a browser).
import * as z from 'zod';
import { listedPrice } from './lists/listed-price.ts';
import { promotion, texts } from './promotion.ts';
import { amountMinor, businessDate, channel, currency, decimalString, instant } from './values.ts';

export * from './lists/listed-price.ts';
export * from './promotion.ts';
export * from './values.ts';

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
  /** Holds for four hours from `toldAt`; without that, whoever gives it vouches for its age. */
  toldUnitPriceMinor: amountMinor.nonnegative().optional(),
  toldAt: instant.optional(),
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
  /** The place's clock less UTC when it was priced: without it no promotion by the hour counts. */
  utcOffsetMinutes: z.int().optional(),
  storeId: z.string().optional(),
  /** `CA-QC`, `FR`: whose taxes apply. */
  jurisdiction: z.string(),
  customer: z
    .strictObject({
      id: z.string(),
      tier: z.string().optional(),
      taxExempt: z.strictObject({ certificate: z.string() }).optional(),
      firstOrder: z.boolean().optional(),
      /** How often each promotion that is capped by customer was used before. */
      promotionUses: z.record(z.string(), z.int().nonnegative()).optional(),
    })
    .optional(),
  /** Of a buyer who showed a certificate and has no account: as `customer.taxExempt`. */
  taxExempt: z.strictObject({ certificate: z.string().max(40) }).optional(),
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
  /** What lists say, for some channel, stores or time; where none holds, `unitPriceMinor` counts. */
  listed: z.array(listedPrice).optional(),
  taxCategory: z.string(),
  soldBy: z.enum(['piece', 'weight']),
  /** A deposit or an eco-fee: no discount, coupon or point touches it. */
  isCharge: z.boolean().optional(),
  /** Its category and every one above it, as far as promotions may name them. */
  categoryIds: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.string()).optional(),
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
  promotions: z.array(promotion).optional(),
});
export type BasketRules = z.infer<typeof basketRules>;

export type PriceRules = BasketRules &
  Readonly<{ products: (productId: string) => ProductPricing | undefined }>;

export const lineDiscount = z.strictObject({
  /** `manual-line`, `manual-basket`, or `promotion/<id>`. */
  source: z.string(),
  amountMinor,
  /** Why, as a promotion is called on the day: a receipt is printed from it for ever. */
  reason: texts.optional(),
});
export type LineDiscount = z.infer<typeof lineDiscount>;

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

/** What is all but given: one piece more, or a little more money. */
export const hint = z.strictObject({
  promotionId: z.string(),
  /** Pieces, or minor units of money. */
  missing: decimalString,
  of: z.enum(['pieces', 'money']).optional(),
  reason: texts.optional(),
});
export type Hint = z.infer<typeof hint>;

export const pricedBasket = z.strictObject({
  rulesVersion: z.string(),
  lines: z.array(pricedLine),
  promotions: z.array(z.strictObject({ promotionId: z.string(), lineId: z.string(), amountMinor })),
  hints: z.array(hint),
  subtotalMinor: amountMinor,
  discountMinor: amountMinor,
  deliveryMinor: amountMinor,
  taxes: z.array(taxTotal),
  totalMinor: amountMinor,
  points: z.strictObject({ earned: z.int(), burnable: z.int() }),
  /** How often each promotion that is capped by customer was given: pieces, deals or baskets, as its cap counts them. */
  promotionUses: z.record(z.string(), z.int().positive()).optional(),
});
export type PricedBasket = z.infer<typeof pricedBasket>;
