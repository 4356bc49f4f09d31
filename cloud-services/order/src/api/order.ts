/** An order, and lists of them. */
import { currency, decimalString, lineDiscount, taxTotal } from '@comptoir/pricing/contract';
import { orderStatus } from '@comptoir/service-kit/events/order';
import { listQuery } from '@comptoir/service-kit/http/list';
import { z } from 'zod';
import { refundView, returnView } from './aftercare.ts';
import { failure } from './checkout.ts';
import { delivery } from './delivery.ts';
import { address, besideKind, contact, minor, pointsPaid, text } from './fields.ts';
import { parcelView, shipment } from './parcels.ts';

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

const preparationView = z
  .object({
    locationId: z.string(),
    state: z.enum(['to-prepare', 'packed', 'handed-over', 'delivered', 'called-off']),
    lines: z.array(
      z.object({
        lineId: z.string(),
        quantity: decimalString,
        /** Of it, what was not there, and nothing stood in for. */
        missingQuantity: decimalString,
      }),
    ),
    /** Which of how many parcels; null: there is one alone, or it sends nothing. */
    parcel: z.object({ number: z.int(), of: z.int() }).nullable(),
    /** Where this part alone may go by hand; none where it is the whole order. */
    moves: z.array(orderStatus),
  })
  .meta({ id: 'Preparation' });

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
    /** Where it is prepared; of an order that several places send, the first of them. */
    locationId: z.string().nullable(),
    /** What each place has to send; one alone for most orders, none before anybody holds it. */
    preparations: z.array(preparationView),
    /** Some of it is on its way, and some is not. */
    isPartlyShipped: z.boolean(),
    /** The last day on which what was handed over may be sent back, at the shop's home; null: it was not handed over, or the day is past. */
    returnableUntil: z.iso.date().nullable(),
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
        /** Of an order that is partly on its way, what has not left: it cannot come back yet. */
        toComeQuantity: decimalString,
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
