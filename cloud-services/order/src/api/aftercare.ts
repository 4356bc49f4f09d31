/** What becomes of an order that is paid: changes, returns, additions, exchanges, money back. */
import { decimalString, money } from '@comptoir/pricing/contract';
import { orderStatus } from '@comptoir/service-kit/events/order';
import { returnReasons } from '@comptoir/sync-protocol/records/return-reason';
import { z } from 'zod';
import { checkoutRequest } from './checkout.ts';
import { slot } from './delivery.ts';
import { address, minor, pointsPaid, quantities, text } from './fields.ts';

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
    /** `brought`: all of it came to a store instead, which is a return of its own. */
    state: z.enum(['asked', 'received', 'refused', 'brought']),
    lines: z.array(z.object({ lineId: z.string(), quantity: decimalString })),
    code: z.enum(returnReasons),
    /** In the customer's words; empty where the code says it all. */
    reason: z.string(),
    at: z.iso.datetime(),
    /** Where it was brought to; null: it comes by post. */
    store: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** What came there beyond what was left of the order: told to staff alone, and refunded to nobody. */
    excess: z.array(z.object({ lineId: z.string(), quantity: decimalString })),
  })
  .meta({ id: 'OrderReturn' });

export const statusRequest = z.strictObject({
  status: orderStatus,
  /** Of an order that several places send, the part of one: `shipped`, `delivered`, or `cancelled`. Absent: all that is not that far. */
  locationId: z.string().min(1).optional(),
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
