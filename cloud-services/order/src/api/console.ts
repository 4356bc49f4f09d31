/** Head office’s console: what happened, what is stuck, and what is done about it. */
import { z } from 'zod';
import { minor, text } from './fields.ts';

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
