/** The HTTP bodies of reservations. Source: docs, HTTP interface, `POST /api/v1/inventory/reserve`. */
import { z } from 'zod';

const linesMax = 200;
const ttlSecondsMax = 86_400;
export const quantity = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,3})?$/, 'a quantity of at most three decimals, above zero')
  .refine((text) => Number(text) > 0, 'must be above zero');
const ttlSeconds = z.int().min(1).max(ttlSecondsMax);

export const reserveRequest = z.strictObject({
  /** Chosen by the caller if it must be able to release what it never heard of; made here otherwise. */
  reservationId: z.uuid().optional(),
  /** Whom it is held for. */
  reference: z.string().min(1).max(200),
  /** The cart whose goods these are: what is held for it is taken over. */
  cartId: z.uuid().optional(),
  lines: z
    .array(z.strictObject({ productId: z.string().min(1), quantity, locationId: z.string().optional() }))
    .min(1)
    .max(linesMax),
  /** Where the parcel goes: the nearest location that has all lines sends it. Absent: by kind of location. */
  shipTo: z.strictObject({ postalCode: z.string().max(20) }).optional(),
  ttlSeconds,
});

export const heldLine = z.strictObject({
  productId: z.string(),
  locationId: z.string(),
  quantity: z.string(),
});

export const reserveAnswer = z.strictObject({
  reservationId: z.string(),
  /** Where each is held; one line may be split between locations. */
  lines: z.array(heldLine),
  expiresAt: z.iso.datetime(),
});

export const reservationState = z.enum(['held', 'released', 'expired', 'committed']);
export type ReservationState = z.infer<typeof reservationState>;

export const reservationAnswer = z.strictObject({
  ...reserveAnswer.shape,
  reference: z.string(),
  state: reservationState,
});

/** POST /reservations/{id}/release: of one place alone, or of all. */
export const releaseRequest = z.strictObject({ locationId: z.string().min(1).optional() }).optional();

/**
 * POST /reservations/{id}/commit: of one place alone, or of all. `lines`: what has left that place, where it is not what was held there; it may
 * be less, or another product in place of one that was missing.
 */
export const commitRequest = z
  .strictObject({
    locationId: z.string().min(1).optional(),
    lines: z
      .array(z.strictObject({ productId: z.string().min(1), quantity }))
      // Each line may have been packed in part, and the rest of it as something else.
      .max(2 * linesMax)
      .refine((lines) => new Set(lines.map(({ productId }) => productId)).size === lines.length, {
        error: 'a product stands there once',
      })
      .optional(),
  })
  .refine(({ locationId, lines }) => lines === undefined || locationId !== undefined, {
    path: ['locationId'],
    error: 'is needed with lines',
  })
  .optional();

export const prolongRequest = z.strictObject({ ttlSeconds });

/** PUT /carts/{id}/hold: all that a cart wants held, as of one of its versions; an older one than is known changes nothing. */
export const holdRequest = z.strictObject({
  version: z.int().nonnegative(),
  lines: z.array(z.strictObject({ productId: z.string().min(1), quantity })).max(linesMax),
  /** Products that have to be held whole, else nothing changes and what is short is told (409). The rest is held as far as it goes. */
  must: z.array(z.string().min(1)).max(linesMax).default([]),
  /** A cart that has been emptied into this one: what was held for it is held here. */
  takesOver: z.uuid().optional(),
  ttlSeconds,
});

export const holdAnswer = z.strictObject({
  /** Null: nothing is held for the cart itself; it may be that its order holds it. */
  expiresAt: z.iso.datetime().nullable(),
  short: z.array(z.strictObject({ productId: z.string(), wanted: z.string(), available: z.string() })),
});
