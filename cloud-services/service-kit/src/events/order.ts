/** Events that Order publishes on `events.order`. Versioned like record kinds: fields are added, never changed. */
import { amountMinor, currency, decimalString } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { discountsTold, promotionUses, toldTax } from './sales.ts';

/** A means of payment beside `payments`, in which it is too: points that a customer had. */
const pointsPaid = z.object({ points: z.int(), amountMinor });

const orderLine = z.object({
  productId: z.string(),
  sku: z.string(),
  quantity: decimalString,
  unitPriceMinor: amountMinor,
  amountMinor,
});

/** `order.confirmed`: paid for (authorised or captured) and promised to the customer. */
export const orderConfirmed = z.object({
  orderId: z.string(),
  number: z.string(),
  customerId: z.string().nullable(),
  /** Where it is prepared: a store (collect, ship from store) or the warehouse. */
  locationId: z.string(),
  delivery: z.enum(['ship', 'collect']),
  businessDate: z.iso.date(),
  confirmedAt: z.iso.datetime(),
  currency,
  subtotalMinor: amountMinor,
  discountMinor: amountMinor,
  deliveryMinor: amountMinor,
  taxes: z.array(toldTax),
  totalMinor: amountMinor,
  lines: z.array(orderLine),
  /** By whom it is paid: a provider, or `loyalty-points`. */
  payments: z.array(z.object({ provider: z.string(), amountMinor })),
  pointsSpent: pointsPaid.optional(),
  promotionUses,
  /** Of promotions that gave something. */
  promotionIds: z.array(z.string()).optional(),
  discounts: discountsTold,
  /** Codes of coupons that its basket held. */
  coupons: z.array(z.string()).optional(),
  /** The letter that called its customer back to the cart; `isByLink`: they came by the link in it. */
  cartReminder: z.object({ id: z.string(), sentAt: z.iso.datetime(), isByLink: z.boolean() }).optional(),
});
export type OrderConfirmed = z.infer<typeof orderConfirmed>;

export const orderStatus = z.enum([
  'pending',
  'confirmed',
  'preparing',
  'ready-to-collect',
  'shipped',
  'delivered',
  'collected',
  'cancelled',
  'returned',
]);
export type OrderStatus = z.infer<typeof orderStatus>;

/** `order.status-changed`: `version` grows by one a change, so that an older one never overwrites a newer one. */
export const orderStatusChanged = z.object({
  orderId: z.string(),
  number: z.string(),
  customerId: z.string().nullable(),
  version: z.int(),
  from: orderStatus.nullable(),
  to: orderStatus,
  at: z.iso.datetime(),
  reason: z.string().optional(),
});
export type OrderStatusChanged = z.infer<typeof orderStatusChanged>;

/** `order.return-received`: goods that came back and are sold again; what came damaged is not told. */
export const orderReturnReceived = z.object({
  orderId: z.string(),
  number: z.string(),
  returnId: z.string(),
  /** Where they lie now: they left from there. */
  locationId: z.string(),
  at: z.iso.datetime(),
  lines: z.array(z.object({ lineId: z.string(), productId: z.string(), quantity: decimalString })),
});
export type OrderReturnReceived = z.infer<typeof orderReturnReceived>;

/** `order.dispute-moved`: what a provider took from us, or gave back, because a payer disputes a payment; signed. */
export const orderDisputeMoved = z.object({
  orderId: z.string(),
  number: z.string(),
  disputeId: z.string(),
  /** Grows with each move of the dispute. */
  version: z.int(),
  locationId: z.string(),
  businessDate: z.iso.date(),
  at: z.iso.datetime(),
  currency,
  provider: z.string(),
  state: z.enum(['open', 'answered', 'won', 'lost']),
  /** Of the payment itself: above zero was taken, below came back. */
  withdrawnMinor: z.int(),
  feeMinor: z.int(),
});
export type OrderDisputeMoved = z.infer<typeof orderDisputeMoved>;

/** `order.refunded`: money given back, of a cancelled order or a return. */
export const orderRefunded = z.object({
  orderId: z.string(),
  number: z.string(),
  customerId: z.string().nullable(),
  refundId: z.string(),
  /** As in `order.confirmed`: a reader need not have seen that one. */
  locationId: z.string(),
  businessDate: z.iso.date(),
  at: z.iso.datetime(),
  currency,
  amountMinor,
  taxes: z.array(toldTax),
  /** Of the delivery fee, before tax; older events do not say it. */
  deliveryMinor: amountMinor.optional(),
  lines: z.array(z.object({ productId: z.string(), sku: z.string(), quantity: decimalString, amountMinor })),
  /** By whom it goes back; adds up to `amountMinor`. */
  payments: z.array(z.object({ provider: z.string(), amountMinor })),
  pointsGivenBack: pointsPaid.optional(),
  /** Of what was sent back: why, as the customer chose. */
  reason: z.string().optional(),
});
export type OrderRefunded = z.infer<typeof orderRefunded>;
