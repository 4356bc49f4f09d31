/** Coupons that only so many sales may use. Part of the terminal's contract (`../api.ts`). */
import { z } from 'zod';

/**
 * PUT /coupons/uses → 204: a use is held at head office for this sale, which takes it when it is told there; told twice, it is held once. 409
 * `coupon-used-up`; 503 `head-office-needed` while it cannot be asked: such a coupon is not taken then. POST /coupons/uses/release → 204.
 */
export const couponUse = z.strictObject({ promotionId: z.uuid(), saleId: z.uuid() });
export type CouponUse = z.infer<typeof couponUse>;
