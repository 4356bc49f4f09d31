/** A promotion, as plain JSON: when it counts, on what, and what it gives. */
import * as z from 'zod';
import { amountMinor, channel, decimalString, instant } from './values.ts';

export const texts = z.strictObject({ fr: z.string(), en: z.string() });

const percent = decimalString.refine(
  (text) => Number(text) > 0 && Number(text) <= 100,
  'above 0, at most 100',
);
const pieces = z.int().min(1).max(100);
const ids = z.array(z.string()).min(1);

/** Whatever any of the three names; of `attributes`, what has one of the values of every code. */
export const selection = z.strictObject({
  productIds: ids.optional(),
  /** With all that is below them. */
  categoryIds: ids.optional(),
  attributes: z.record(z.string(), ids).optional(),
});
export type Selection = z.infer<typeof selection>;

/** What is given. The first three are off each piece (a weighed line is one piece), `basket-…` once a basket. */
export const gives = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent }),
  /** Off each piece, or each kilogram. */
  z.strictObject({ kind: z.literal('amount'), amountMinor: amountMinor.positive() }),
  z.strictObject({ kind: z.literal('fixed-price'), unitPriceMinor: amountMinor.nonnegative() }),
  /** Of `take` pieces of one product, `pay` are paid. */
  z.strictObject({ kind: z.literal('n-for-m'), take: pieces, pay: pieces }),
  /** Of any `take` pieces, the `free` cheapest cost nothing. */
  z.strictObject({ kind: z.literal('cheapest-free'), take: pieces, free: pieces }),
  /** Any `take` pieces for one price. */
  z.strictObject({ kind: z.literal('mix-and-match'), take: pieces, priceMinor: amountMinor.nonnegative() }),
  /** So many of each part, for one price; a product counts for the first part that names it. */
  z.strictObject({
    kind: z.literal('bundle'),
    parts: z
      .array(z.strictObject({ on: selection, pieces }))
      .min(1)
      .max(10),
    priceMinor: amountMinor.nonnegative(),
  }),
  /** From `spendMinor` on, before any discount, of what the promotion is on. */
  z.strictObject({
    kind: z.literal('basket-discount'),
    spendMinor: amountMinor.nonnegative(),
    off: z.union([z.strictObject({ percent }), z.strictObject({ amountMinor: amountMinor.positive() })]),
  }),
  /** From `spendMinor` on, the gifts themselves not counted: the dearest of these that are in the basket. */
  z.strictObject({
    kind: z.literal('basket-gift'),
    spendMinor: amountMinor.nonnegative(),
    productIds: ids,
    pieces,
  }),
]);
export type Gives = z.infer<typeof gives>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const promotion = z.strictObject({
  id: z.string(),
  /** Grows with every change of any promotion: the newest one's names the whole set. */
  revision: z.int().positive(),
  /** What screens and receipts give as the reason. */
  name: texts,
  from: instant,
  /** Not included. */
  to: instant.optional(),
  channels: z.array(channel).optional(),
  storeIds: z.array(z.string()).optional(),
  /** By the clock of the place; `days` from 1, Monday. An end before the beginning is on the next day. */
  hours: z
    .strictObject({ days: z.array(z.int().min(1).max(7)).optional(), from: clock, to: clock })
    .optional(),
  tiers: z.array(z.string()).optional(),
  firstOrder: z.literal(true).optional(),
  /** Counts only for a basket that holds this code, in any case of letters. */
  coupon: z.string().optional(),
  /** How many sales and orders may use the code, of all customers together; 1: once. Whoever sells holds it at Product first. */
  couponUsesMax: z.int().positive().optional(),
  /** Codes of their own, one for each sale or order, that begin with `coupon` (`promotions/single-use.ts`); `coupon` itself is none. */
  singleUseCodes: z.literal(true).optional(),
  /** Without it: everything that may be discounted. */
  include: selection.optional(),
  exclude: selection.optional(),
  gives,
  /** Higher first, where promotions add up, and where two give the same. */
  priority: z.int(),
  /** `exclusive`: alone on each piece that it takes, or among what is once a basket. */
  stacking: z.enum(['exclusive', 'stackable']),
  /** Of the stackable promotions of a group, a piece gets the one that gives most. */
  group: z.string().optional(),
  /** `times` counts pieces, deals, or baskets: whatever it is given on. */
  caps: z
    .strictObject({
      timesPerBasket: z.int().positive().optional(),
      timesPerCustomer: z.int().positive().optional(),
      amountPerBasketMinor: amountMinor.positive().optional(),
    })
    .optional(),
});
export type Promotion = z.infer<typeof promotion>;
