/** The checkout, what it answers, and how one may pay. */
import { money } from '@comptoir/pricing/contract';
import { z } from 'zod';
import { delivery } from './delivery.ts';
import { address, contact, giftKind, minor, text } from './fields.ts';

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
