/** What Order asks of Product: uses of coupons that may be used only so often, held under the order's id. */
import { type Neighbour, nothing } from '@comptoir/service-kit/neighbours/neighbour';

export type Promotions = ReturnType<typeof createPromotions>;

/** Source: product, `coupons/uses.ts`. */
export function createPromotions(product: Neighbour) {
  const use = (promotionId: string, orderId: string) =>
    `/internal/products/promotions/${encodeURIComponent(promotionId)}/uses/${orderId}`;
  return {
    /**
     * @param code the very code, of a promotion whose codes are for a single use.
     * @throws NeighbourRefused 409 `coupon-used-up`, `coupon-unknown`; 404 for a promotion that is gone.
     */
    hold: (promotionId: string, orderId: string, code?: string): Promise<undefined> =>
      product.call(nothing, use(promotionId, orderId), {
        method: 'PUT',
        ...(code === undefined ? {} : { body: { code } }),
      }),
    release: (promotionId: string, orderId: string): Promise<undefined> =>
      product.call(nothing, `${use(promotionId, orderId)}/release`, { method: 'POST', isIdempotent: true }),
  };
}
