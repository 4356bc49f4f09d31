/** The HTTP bodies of Order under `/api/v1/orders`; web apps import the types from here. Source: docs, HTTP interface. */
import { currency, decimalString, lineDiscount, money, taxTotal } from '@comptoir/pricing/contract';
import { orderStatus } from '@comptoir/service-kit/events/order';
import { listQuery } from '@comptoir/service-kit/http/list';
import { phone } from '@comptoir/service-kit/phone';
import { returnReasons } from '@comptoir/sync-protocol/records/return-reason';
import { z } from 'zod';

const text = (most: number) => z.string().trim().min(1).max(most);
const minor = z.int();
const giftKind = z.enum(['gift-card', 'store-credit']);
/** `exchange`: goods that come back of another order. */
const besideKind = z.enum([...giftKind.options, 'exchange']);
/** What loyalty points pay, or paid, of an amount. */
const pointsPaid = z.object({ points: z.int(), amountMinor: minor });

export const address = z.strictObject({
  recipient: text(120),
  lines: z.array(text(120)).min(1).max(3),
  city: text(80),
  region: z.string().regex(/^[A-Z0-9]{1,3}$/),
  postalCode: text(12),
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: phone.optional(),
});
export type Address = z.infer<typeof address>;

/** When an order is collected or delivered; absent: as soon as it goes. */
const slot = z.strictObject({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() });
export type Slot = z.infer<typeof slot>;
export const slotsQuery = z
  .strictObject({
    method: z.enum(['collect', 'ship']),
    storeId: text(60).optional(),
    /** A day: that on which a parcel is there. */
    notBefore: z.iso.date().optional(),
  })
  .refine(({ method, storeId }) => (method === 'collect') === (storeId !== undefined), {
    message: 'a store is where one collects',
    path: ['storeId'],
  });
/** `left`: so many orders more. */
const freeSlot = slot.extend({ left: z.int() });
export type FreeSlot = z.infer<typeof freeSlot>;
export const freeSlotsView = z.object({ items: z.array(freeSlot) });

const substitutionWish = z.enum(['any', 'ask', 'none']);
export const delivery = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('ship'),
    address,
    instructions: text(300).optional(),
    slot: slot.optional(),
  }),
  z.strictObject({
    method: z.literal('collect'),
    storeId: text(60),
    /** Whether another article may stand in for one that is missing, at the same price; absent: no. */
    substitution: z.enum(['allowed', 'refused']).optional(),
    /** By product, where it differs: any other, one that they are asked about first (at the contact's telephone), or none. */
    substitutes: z.record(text(60), substitutionWish).optional(),
    slot: slot.optional(),
  }),
]);
export type Delivery = z.infer<typeof delivery>;

export const contact = z.strictObject({
  email: z.email().max(254),
  name: text(120),
  /** Told by SMS when it is ready to collect, on its way or cancelled. */
  phone: phone.optional(),
});
export type Contact = z.infer<typeof contact>;

export const checkoutRequest = z
  .strictObject({
    cartSessionId: z.uuid(),
    /** The cart that was shown: another version is refused. */
    cartVersion: z.int().optional(),
    /** Just one of the two; `customer` is who the token says. */
    guest: contact.optional(),
    customer: contact.extend({ id: z.string() }).optional(),
    delivery,
    billing: address.nullish(),
    payment: z.strictObject({
      provider: text(40),
      /** Absent where a gift card pays all. */
      paymentMethodToken: text(200).optional(),
      /** On the shop's own origin; `{orderId}` stands for the order's id. */
      returnUrl: z.url().max(500).optional(),
    }),
    /** A gift card or a store credit, and how much of it they want to pay with; what it leaves is the provider's. */
    giftCard: z.strictObject({ code: text(40), amountMinor: minor.positive() }).optional(),
    /** What they agreed to pay with money and gift card: the cart's `totals.dueMinor`. */
    expectedTotal: money,
    language: z.enum(['fr', 'en']).default('fr'),
  })
  .refine(({ guest, customer }) => (guest === undefined) !== (customer === undefined), {
    message: 'say who buys: guest or customer',
  })
  .refine(
    ({ delivery, guest, customer }) =>
      delivery.method !== 'collect' ||
      !Object.values(delivery.substitutes ?? {}).includes('ask') ||
      (guest ?? customer)?.phone !== undefined,
    { message: 'say at which telephone they are asked', path: ['delivery', 'substitutes'] },
  );
export type CheckoutRequest = z.infer<typeof checkoutRequest>;

const checkoutCommon = {
  orderId: z.string(),
  number: z.string(),
  /** Reads the order without an account (`X-Order-Token`). */
  accessToken: z.string(),
};
export const checkoutConfirmed = z
  .object({ ...checkoutCommon, status: z.literal('confirmed') })
  .meta({ id: 'CheckoutConfirmed' });
export const checkoutPending = z
  .union([
    z.object({
      ...checkoutCommon,
      status: z.literal('requires_action'),
      action: z.object({ type: z.literal('redirect'), url: z.string() }),
    }),
    z.object({ ...checkoutCommon, status: z.literal('processing') }),
  ])
  .meta({ id: 'CheckoutPending' });
export type CheckoutAnswer = z.infer<typeof checkoutConfirmed> | z.infer<typeof checkoutPending>;

export const failure = z.object({
  type: z.enum([
    'short',
    'points-short',
    'coupon-used-up',
    'gift-card-short',
    'gift-card-refused',
    'payment-declined',
    'payment-abandoned',
    /** By the shop itself, before any money was asked for. */
    'order-refused',
  ]),
  /** Of `gift-card-short`: what is left on the card. */
  balanceMinor: minor.optional(),
  declineCode: z.string().optional(),
  short: z.array(z.object({ productId: z.string(), wanted: z.string(), available: z.string() })).optional(),
});
export type Failure = z.infer<typeof failure>;

export const shipment = z.strictObject({
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  url: z.string().nullable(),
  shippedAt: z.iso.datetime(),
});

export const refundView = z
  .object({
    id: z.string(),
    amountMinor: minor,
    /** The part of it that comes back as points. */
    points: pointsPaid.nullable(),
    /** The part of it that goes back on the gift card: what the card of a bank had not paid. */
    giftMinor: minor,
    /** The part of it that pays for what was taken in exchange, and does not go back. */
    movedMinor: minor,
    /** Told to staff alone. */
    reason: z.string().nullable(),
    state: z.enum(['owed', 'done', 'failed']),
    lines: z.array(z.object({ lineId: z.string(), quantity: decimalString, amountMinor: minor })),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Refund' });

/** `answered`: somebody else decides now. */
const disputeView = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'answered', 'won', 'lost']),
    /** In the provider's words. */
    reason: z.string(),
    amountMinor: minor,
    /** What the provider has taken for it by now, and has not given back. */
    withdrawnMinor: minor,
    feeMinor: minor,
    /** After it the dispute is lost unless the provider has an answer. */
    answerBy: z.iso.datetime().nullable(),
    openedAt: z.iso.datetime(),
  })
  .meta({ id: 'Dispute' });

const quantities = z
  .array(z.strictObject({ lineId: text(60), quantity: decimalString }))
  .min(1)
  .max(200);

/** POST /{id}/changes: what is not told stays. */
export const changeRequest = z
  .strictObject({
    /** In the same province: taxes are others elsewhere. */
    address: address.optional(),
    instructions: text(300).optional(),
    /** Null: as soon as it goes. */
    slot: slot.nullable().optional(),
    /** So much less of these lines; their money goes back. */
    remove: quantities.optional(),
  })
  .refine((told) => Object.keys(told).length > 0, { message: 'say what changes' });

/** POST /{id}/returns */
const returnFields = {
  lines: quantities,
  /** Told by older pages in words alone. */
  code: z.enum(returnReasons).default('other'),
  reason: text(300).optional(),
};
const isReasonSaid = ({ code, reason }: { code: string; reason?: string | undefined }): boolean =>
  code !== 'other' || reason !== undefined;
const reasonUnsaid = { path: ['reason'], error: 'is needed for another reason' };

export const returnRequest = z.strictObject(returnFields).refine(isReasonSaid, reasonUnsaid);
/** POST /{id}/additions: a cart that was calculated for this order's delivery, with `withOrderId`. */
export const additionRequest = z.strictObject({
  cartSessionId: z.uuid(),
  cartVersion: z.int().optional(),
  payment: checkoutRequest.shape.payment,
  /** What they agreed to: the cart's `totals.dueMinor`; in an exchange, what comes back pays of it. */
  expectedTotal: money,
});
/** POST /{id}/exchanges: `lines` come back of this order. */
export const exchangeRequest = additionRequest.extend(returnFields).refine(isReasonSaid, reasonUnsaid);
export const exchangeWorthRequest = z.strictObject({ lines: quantities });
export const exchangeWorth = z.object({ worthMinor: minor });
/** PUT /{id}/returns/{returnId}; `lines`: what has really come, where that is less; `damaged`: so much of it is not sold again. */
export const decideReturnRequest = z.union([
  z.strictObject({
    state: z.literal('received'),
    lines: quantities.optional(),
    damaged: quantities.optional(),
  }),
  z.strictObject({ state: z.literal('refused') }),
]);
export const returnView = z
  .object({
    id: z.string(),
    /** As people say it, and as its label has it. */
    number: z.string(),
    state: z.enum(['asked', 'received', 'refused']),
    lines: z.array(z.object({ lineId: z.string(), quantity: decimalString })),
    code: z.enum(returnReasons),
    /** In the customer's words; empty where the code says it all. */
    reason: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'OrderReturn' });

/** POST /{id}/parcels */
export const parcelRequest = z.strictObject({
  service: text(40),
  weightGrams: z.int().positive().max(30_000),
});
export const ratesQuery = z.strictObject({ weightGrams: z.coerce.number().int().positive().max(30_000) });
export const ratesView = z.object({
  /** As people know it. */
  carrier: z.string(),
  /** None: it does not go there. */
  rates: z.array(z.object({ service: z.string(), priceMinor: minor, days: z.int() })),
});
export type ParcelRates = z.infer<typeof ratesView>;
const parcelStatus = z.enum([
  'created',
  'picked-up',
  'in-transit',
  'out-for-delivery',
  'delivered',
  'exception',
  'voided',
]);
export const parcelView = z
  .object({
    id: z.string(),
    /** `asked`: the carrier has not answered yet. */
    state: z.enum(['asked', 'booked', 'cancelled']),
    isReturn: z.boolean(),
    service: z.string(),
    weightGrams: z.int(),
    trackingNumber: z.string().nullable(),
    trackingUrl: z.string().nullable(),
    /** What the carrier wants for it; told to staff alone. */
    priceMinor: minor.nullable(),
    /** Where it was seen, oldest first. */
    scans: z.array(z.object({ status: parcelStatus, at: z.iso.datetime(), place: z.string() })),
  })
  .meta({ id: 'Parcel' });

export const orderView = z
  .object({
    id: z.string(),
    number: z.string(),
    version: z.int(),
    channel: z.literal('web'),
    status: orderStatus,
    checkout: z.enum(['processing', 'requires_action', 'confirmed', 'failed']),
    failure: failure.nullable(),
    /** `open`: a person has to look before it is prepared and paid; null: nobody need, or nobody has to any more. */
    review: z.enum(['open', 'accepted', 'refused']).nullable(),
    /** Why it is looked at: codes of rules, and the facts that they were tried on; told to staff alone. */
    risk: z.object({ reasons: z.array(z.string()), facts: z.record(z.string(), z.int()) }).nullable(),
    createdAt: z.iso.datetime(),
    confirmedAt: z.iso.datetime().nullable(),
    language: z.enum(['fr', 'en']),
    currency,
    customerId: z.string().nullable(),
    /** Null once the person has been erased. */
    contact: contact.nullable(),
    delivery: delivery.nullable(),
    deliveryMethod: z.enum(['ship', 'collect']),
    /** The day on which a parcel is there at the latest; null: nothing is sent, or it was not told. */
    arrivesOn: z.iso.date().nullable(),
    billing: address.nullable(),
    /** Where it is prepared. */
    locationId: z.string().nullable(),
    collectCode: z.string().nullable(),
    lines: z.array(
      z.object({
        lineId: z.string(),
        productId: z.string(),
        sku: z.string(),
        name: z.object({ fr: z.string(), en: z.string() }),
        /** How `quantity` is meant: pieces, or kilograms. */
        soldBy: z.enum(['piece', 'weight']),
        quantity: decimalString,
        unitPriceMinor: minor,
        amountMinor: minor,
        discounts: z.array(lineDiscount),
        taxes: z.array(z.object({ code: z.string(), rate: decimalString })),
        refundedQuantity: decimalString,
        /** Of it, what was taken out before it was packed. */
        removedQuantity: decimalString,
      }),
    ),
    totals: z.object({
      subtotalMinor: minor,
      discountMinor: minor,
      deliveryMinor: minor,
      taxes: z.array(taxTotal),
      totalMinor: minor,
      /** The part of the total that points pay. */
      points: pointsPaid.nullable(),
      /**
       * The part of the total that a gift card, a store credit or goods that come back pay; `kind` is not known before it is held. `last4` of an
       * exchange: the number of the order that they come back of.
       */
      giftCard: z.object({ kind: besideKind.nullable(), last4: z.string(), amountMinor: minor }).nullable(),
      /** Of money and gift card. */
      capturedMinor: minor,
      refundedMinor: minor,
    }),
    payments: z.array(
      z.object({
        /** Who takes the money, or `gift-card`, `store-credit`. */
        provider: z.string(),
        state: z.string(),
        amountMinor: minor,
        capturedMinor: minor,
        refundedMinor: minor,
      }),
    ),
    refunds: z.array(refundView),
    /** Of its payment, oldest first; told to staff alone. */
    disputes: z.array(disputeView),
    returns: z.array(returnView),
    shipments: z.array(shipment),
    /** Those that were booked with a carrier. */
    parcels: z.array(parcelView),
    /** Reasons are told to staff alone. */
    history: z.array(z.object({ status: orderStatus, at: z.iso.datetime(), reason: z.string().nullable() })),
    /** An order that was paid before, and with which it goes. */
    addedTo: z.object({ orderId: z.string(), number: z.string() }).nullable(),
    /** Orders that were added to it, and those in exchange for what comes back of it. */
    followOns: z.array(
      z.object({ orderId: z.string(), number: z.string(), kind: z.enum(['addition', 'exchange']) }),
    ),
    /** Number of the return that pays for it: nothing is packed before that has come. */
    waitsForReturn: z.string().nullable(),
    /** Where it may go by hand: what a screen offers. */
    moves: z.array(orderStatus),
  })
  .meta({ id: 'Order' });
export type OrderView = z.infer<typeof orderView>;

export const orderSummary = z
  .object({
    id: z.string(),
    number: z.string(),
    version: z.int(),
    status: orderStatus,
    createdAt: z.iso.datetime(),
    confirmedAt: z.iso.datetime().nullable(),
    customerId: z.string().nullable(),
    contactName: z.string().nullable(),
    deliveryMethod: z.enum(['ship', 'collect']),
    locationId: z.string().nullable(),
    itemCount: z.int(),
    currency,
    totalMinor: minor,
    review: z.enum(['open', 'accepted', 'refused']).nullable(),
  })
  .meta({ id: 'OrderSummary' });
export type OrderSummary = z.infer<typeof orderSummary>;

export const ordersQuery = z.strictObject({
  ...listQuery,
  status: orderStatus.optional(),
  storeId: z.string().optional(),
  number: z.string().max(20).optional(),
  /** Staff only: what waits for a person to look. */
  review: z.literal('open').optional(),
  /** Staff only: of which a payment is disputed, and not decided yet. */
  dispute: z.literal('open').optional(),
  /** Staff only: a number, a whole e-mail address, or how a name begins. */
  q: text(254).optional(),
});

export const statusRequest = z.strictObject({
  status: orderStatus,
  reason: text(300).optional(),
  tracking: z
    .strictObject({
      carrier: text(60),
      number: text(60).optional(),
      url: z.url({ protocol: /^https?$/ }).optional(),
    })
    .optional(),
});

export const refundRequest = z.union([
  z.strictObject({
    lines: z
      .array(z.strictObject({ lineId: z.string(), quantity: decimalString }))
      .min(1)
      .max(200),
    includeDelivery: z.boolean().default(false),
    reason: text(300),
  }),
  z.strictObject({ amountMinor: minor.positive(), reason: text(300) }),
]);

/** GET /{id}/timeline, for staff: all that was done and is still to be done about an order, oldest first. */
export const timeline = z
  .object({
    checkout: z.object({
      state: z.string(),
      begunAt: z.iso.datetime(),
      tries: z.int(),
      correlationId: z.string().nullable(),
    }),
    items: z.array(
      z.object({
        /** `step`: of the checkout; `owed`: done outside, or to be done; `staff`: what they wrote or did. */
        kind: z.enum(['move', 'step', 'owed', 'letter', 'refund', 'staff']),
        name: z.string(),
        state: z.enum(['done', 'open', 'failed']),
        at: z.iso.datetime(),
        by: z.string().nullable(),
        detail: z.string().nullable(),
        amountMinor: minor.nullable(),
      }),
    ),
  })
  .meta({ id: 'OrderTimeline' });
export type Timeline = z.infer<typeof timeline>;

/** PUT /{id}/review */
export const reviewRequest = z.strictObject({ decision: z.enum(['accept', 'refuse']), reason: text(300) });

export const noteRequest = z.strictObject({ text: text(2_000) });
/** The mail that tells how the order stands now. */
export const resendRequest = z.strictObject({});
export const consoleDone = z.object({ at: z.iso.datetime() });

/** GET /stuck, for staff. */
export const stuckItem = z
  .object({
    orderId: z.string(),
    number: z.string(),
    /** `checkout`, or what is owed outside. */
    what: z.string(),
    /** Of what is owed; null for a checkout. */
    owedId: z.string().nullable(),
    /** `given-up`: nobody tries it any more. */
    state: z.enum(['trying', 'given-up']),
    tries: z.int(),
    since: z.iso.datetime(),
    nextAt: z.iso.datetime().nullable(),
    error: z.string().nullable(),
    correlationId: z.string().nullable(),
  })
  .meta({ id: 'StuckSaga' });
export type StuckItem = z.infer<typeof stuckItem>;
export const stuckList = z.object({ items: z.array(stuckItem) });
export const retryRequest = z.strictObject({
  owedId: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export const giveUpRequest = z.strictObject({ reason: text(300) });
export const settleRequest = z.strictObject({ owedId: z.string().regex(/^\d{1,18}$/), reason: text(300) });

/** POST /gift-cards/find: what a gift card or a store credit holds, before it is paid with. */
export const findGiftCardRequest = z.strictObject({ code: text(40) });
export const giftCardFound = z.object({ kind: giftKind, last4: z.string(), balanceMinor: minor });

export const paymentOptions = z.object({
  providers: z.array(
    z.object({
      provider: z.string(),
      kind: z.enum(['card-fields', 'stripe-elements', 'redirect']),
      cardFieldsUrl: z.string().optional(),
      publishableKey: z.string().optional(),
    }),
  ),
});
