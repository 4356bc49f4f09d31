/**
 * Orders of the shop that this store packs and hands over (E14), of the back office's contract (`../back-office/api.ts`). Acts have ids as
 * those on the shelf (`../stock/api.ts`), and work while the store is cut off: the code is checked here.
 */
import { decimalString, instant } from '@comptoir/pricing/contract';
import { z } from 'zod';

const texts = z.strictObject({ fr: z.string(), en: z.string() });
const quantity = decimalString.regex(/^\d{1,5}(\.\d{1,3})?$/, 'from 0 to 99 999, three decimals at most');

/** GET /orders-to-prepare: what the shop has this store pack, the oldest first; what was done here counted in. The code is never told. */
export const ordersToPrepare = z.strictObject({
  items: z.array(
    z.strictObject({
      orderId: z.string(),
      number: z.string(),
      /** `ready`: packed, the customer may come. `done`: handed over or put back, and head office has not heard. */
      state: z.enum(['to-pick', 'ready', 'done']),
      deliveryMethod: z.string(),
      recipient: z.string().nullable(),
      confirmedAt: instant.nullable(),
      /** When it was packed here, or nothing. */
      preparedAt: instant.nullable(),
      /** Nobody came in time: it is to be put back. */
      isOverdue: z.boolean(),
      /** When it is collected or delivered; `null`: as soon as it goes. */
      slot: z.strictObject({ startsAt: instant, endsAt: instant }).nullable(),
      /** Which of how many parcels this store sends, the rest leaves from elsewhere; `null`: it sends the whole order. */
      parcel: z.strictObject({ number: z.int(), of: z.int() }).nullable(),
      maySubstitute: z.boolean(),
      /** Where the customer wants to be asked about another article; `null`: they do not. */
      askAt: z.string().nullable(),
      lines: z.array(
        z.strictObject({
          productId: z.string(),
          sku: z.string(),
          quantity: z.string(),
          /** `null`: not in this store's catalogue. */
          name: texts.nullable(),
          /** Where it stands: the name of its category; lines are in the order of a walk through the store. */
          aisle: texts.nullable(),
          onHand: z.string(),
          /** What may stand in for it: anything alike, what its customer agrees to when asked, or nothing. */
          substitution: z.enum(['any', 'ask', 'none']),
          /** `null` until it is packed. */
          prepared: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Packed here and not to be sent: to be put back. */
  calledOff: z.array(z.strictObject({ orderId: z.string(), number: z.string(), preparedAt: instant })),
  /** When the shop was last heard; `null`: never. */
  asOf: instant.nullable(),
});
export type OrdersToPrepare = z.infer<typeof ordersToPrepare>;
export type OrderView = OrdersToPrepare['items'][number];

/**
 * POST /orders/{id}/prepare → 201. Lines that are not named are missing. 404 `unknown-order`, 409 `already-prepared`, 422
 * `more-than-ordered`, `no-substitutes` (the customer wants none), `nothing-prepared`.
 */
export const prepareOrderRequest = z.strictObject({
  actId: z.uuid(),
  /** Nothing of this store's part is there: the rest of the order goes without it. */
  hasNothing: z.literal(true).optional(),
  lines: z.array(z.strictObject({ productId: z.string(), prepared: quantity })).max(500),
  substitutions: z
    .array(z.strictObject({ productId: z.string(), substituteId: z.string(), quantity }))
    .max(100)
    .default([]),
});
export type PrepareOrderRequest = z.infer<typeof prepareOrderRequest>;

/**
 * POST /orders/{id}/hand-over → 201. `proof` is the code as it was typed, or what the customer's QR code says:
 * `comptoir:collect:<number>:<code>`. 409 `not-prepared`, `already-handed-over`, 422 `wrong-code`, 429 `too-many-codes`.
 */
export const handOverRequest = z.strictObject({ actId: z.uuid(), proof: z.string().trim().min(1).max(200) });
export type HandOverRequest = z.infer<typeof handOverRequest>;

/** POST /orders/{id}/put-back → 201: on the shelf again. 409 `not-prepared`, `already-handed-over`. */
export const putBackRequest = z.strictObject({
  actId: z.uuid(),
  reason: z.enum(['not-collected', 'called-off']),
});
export type PutBackRequest = z.infer<typeof putBackRequest>;
