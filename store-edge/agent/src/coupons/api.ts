/** Coupons that only so many sales may use. Part of the terminal's contract (`../api.ts`). */
import { z } from 'zod';

/**
 * PUT /coupons/uses → 204: a use is held at head office for this sale, which takes it when it is told there; told twice, it is held once. 409
 * `coupon-used-up`, `coupon-unknown`. While head office cannot be asked: a code for a single use, of which is known what it gives at most,
 * is vouched for within the store's allowance (409 `over-allowance`, `no-allowance`); any other is not taken, 503 `head-office-needed`.
 * POST /coupons/uses/release → 204.
 */
export const couponUse = z.strictObject({
  promotionId: z.uuid(),
  saleId: z.uuid(),
  /** The very code, where each is for a single use. */
  code: z.string().max(100).optional(),
});
export type CouponUse = z.infer<typeof couponUse>;
