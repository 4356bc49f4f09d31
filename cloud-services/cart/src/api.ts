/** The HTTP bodies of Cart under `/api/v1/cart` and `/internal/carts`; web apps import the types from here. */
import { basket, currency, decimalString, pricedBasket, taxTotal } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { cart, couponsMax, delivery, destination } from './cart.ts';
import { pointsPaid } from './points.ts';

const code = z.string().min(1).max(60);

/** POST /items; just one of the three names of a product. */
export const addRequest = z
  .strictObject({
    sessionId: z.uuid().optional(),
    productId: code.optional(),
    sku: code.optional(),
    gtin: code.optional(),
    quantity: decimalString,
  })
  .refine(
    ({ productId, sku, gtin }) => [productId, sku, gtin].filter((one) => one !== undefined).length === 1,
    {
      message: 'name the product by one of productId, sku and gtin',
    },
  );

export const quantityRequest = z.strictObject({ quantity: decimalString });

export const calculateRequest = z.strictObject({
  destination,
  delivery,
  coupons: z.array(code).max(couponsMax).default([]),
  /** To pay with, at most; without it, none. */
  loyaltyPoints: z.int().nonnegative().optional(),
});

/** POST /returns: by the link of a reminder. `sessionId`: of the cart that the visitor has. */
export const returnRequest = z.strictObject({
  token: z.string().min(20).max(100),
  sessionId: z.uuid().optional(),
});

const minor = z.int();

/** Of what is sent: its weight, the day on which it is there, and who says so and what it costs: the carrier, or our own table while it is silent. */
const shipping = z.object({
  weightGrams: z.int(),
  by: z.enum(['carrier', 'table']),
  arrivesOn: z.iso.date(),
});

export const cartView = z
  .object({
    sessionId: z.string(),
    version: z.int(),
    status: z.enum(['open', 'ordered']),
    orderId: z.string().nullable(),
    currency,
    lines: z.array(
      z.object({
        lineId: z.string(),
        productId: z.string(),
        sku: z.string().nullable(),
        name: z.string().nullable(),
        imageUrl: z.string().nullable(),
        soldBy: z.enum(['piece', 'weight']).nullable(),
        quantity: decimalString,
        /** False: no longer sold; it is in no total, and has to be removed before checkout. */
        available: z.boolean(),
        unitPriceMinor: minor.nullable(),
        grossMinor: minor.nullable(),
        /** `reason`: what the promotion is called. */
        discounts: z.array(
          z.object({ source: z.string(), amountMinor: minor, reason: z.string().optional() }),
        ),
        amountMinor: minor.nullable(),
        taxes: z.array(z.object({ code: z.string(), rate: decimalString })),
        /** The price is another one than this customer was told. */
        priceChange: z.object({ fromMinor: minor, toMinor: minor }).nullable(),
      }),
    ),
    coupons: z.array(z.string()),
    /** What became of each; `reason`: what its promotion is called. */
    couponStates: z.array(
      z.object({
        code: z.string(),
        state: z.enum([
          'given',
          'unknown',
          'not-here',
          'not-now',
          'not-for-customer',
          'used-up',
          'nothing-to-give',
        ]),
        reason: z.string().optional(),
      }),
    ),
    /** What is nearly given: so many `pieces` more, or so many minor units of `money`. */
    hints: z.array(z.object({ missing: decimalString, of: z.enum(['pieces', 'money']), reason: z.string() })),
    /** What the customer wants to pay with; `totals.points` is what it comes to. */
    loyaltyPoints: z.int(),
    /**
     * Until when all that is in it is held for it; in the past: it was, and is held anew with the next change if it can be. Null: not,
     * or not all. Absent: this shop holds nothing before checkout.
     */
    reservedUntil: z.iso.datetime().nullable().optional(),
    destination: destination.nullable(),
    delivery: delivery.nullable(),
    /** Null: nothing is sent, or nobody has said where to. */
    shipping: shipping.nullable(),
    totals: z.object({
      /** True until a destination is told: taxes are those of home, without delivery. */
      estimated: z.boolean(),
      jurisdiction: z.string(),
      subtotalMinor: minor,
      discountMinor: minor,
      deliveryMinor: minor,
      taxes: z.array(taxTotal),
      totalMinor: minor,
      /** The part of the total that points pay: as money does, after taxes. */
      points: pointsPaid.nullable(),
      /** What is left to be paid with money. */
      dueMinor: minor,
    }),
  })
  .meta({ id: 'Cart' });
export type CartView = z.infer<typeof cartView>;

/** POST /offers: of products that a page shows. */
export const offersRequest = z.strictObject({ productIds: z.array(code).min(1).max(60) });
export const offer = z
  .object({
    productId: z.string(),
    unitPriceMinor: minor,
    /** Of one, after what promotions take off it. */
    priceMinor: minor,
    /** Those that run now and touch it; of those that are not given, more of it or other things are asked for. */
    promotions: z.array(
      z.object({ name: z.string(), isGiven: z.boolean(), until: z.iso.datetime().optional() }),
    ),
  })
  .meta({ id: 'Offer' });
export type Offer = z.infer<typeof offer>;
export const offers = z.object({ items: z.array(offer) });

/** GET /internal/carts/{sessionId}/frozen: all that Order needs, so that anyone can recompute the total. */
export const frozenCart = z.object({
  sessionId: z.string(),
  version: z.int(),
  currency,
  jurisdiction: z.string(),
  rulesVersion: z.string(),
  /** Without the delivery fee, which is in `priced.deliveryMinor` and in its taxes. */
  basket,
  priced: pricedBasket,
  /** The part of `priced.totalMinor` that points pay. */
  points: pointsPaid.nullable(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      productId: z.string(),
      sku: z.string(),
      names: z.object({ fr: z.string(), en: z.string() }),
      gtin: z.string().nullable(),
      taxCategory: z.string(),
      soldBy: z.enum(['piece', 'weight']),
      quantity: decimalString,
      unitPriceMinor: minor,
      amountMinor: minor,
    }),
  ),
  /** Promotions whose coupon may be used only so often, and which gave something: a use of each is held before it is paid. */
  countedPromotions: z.array(z.string()),
  /** Of those whose codes are for a single use: by promotion, the code. */
  countedCodes: z.record(z.string(), z.string()),
  destination,
  delivery,
  /** Absent: it is collected. */
  shipping: shipping.optional(),
  customerId: z.string().nullable(),
  /** The last letter that called its customer back to it, if it is not long ago; `isByLink`: they came by its link. */
  reminder: z.object({ id: z.string(), sentAt: z.iso.datetime(), isByLink: z.boolean() }).nullable(),
});
export type FrozenCart = z.infer<typeof frozenCart>;

/** GET /internal/carts/of-customer/{id}: for who asks what is kept of them. */
export const keptCart = z.object({ cart: cart.omit({ done: true }).nullable() });

export const closedRequest = z.strictObject({ orderId: z.string().min(1).max(60) });
