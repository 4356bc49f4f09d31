/** What became of each coupon of a basket, so that whoever gave it is told why it does or does not count. Pure. */
import type { Basket, Instant, PricedBasket, Promotion } from '../contract.ts';
import { allowanceOf, isUsedUp } from './allowance.ts';
import { takesCoupon } from './codes.ts';
import { isForCustomer, isHere, isNow, momentsOf } from './counts.ts';

export type CouponState = Readonly<{
  /** As it was typed. */
  code: string;
  state:
    | 'given'
    /** No promotion takes it. */
    | 'unknown'
    /** Another channel or store. */
    | 'not-here'
    /** Before its beginning, after its end, or outside of its hours. */
    | 'not-now'
    /** For another tier, for a first order, or for somebody who is known. */
    | 'not-for-customer'
    /** This customer has had it as often as anybody may. */
    | 'used-up'
    /** What it is on is not in the basket, not enough of it, or something else gives more. */
    | 'nothing-to-give';
  promotion?: Promotion;
}>;

/** Of several promotions with one code, the one that comes closest to giving something is told of. */
export function couponStates(
  basket: Basket,
  priced: Pick<PricedBasket, 'promotions'>,
  promotions: readonly Promotion[],
  at: Instant,
): CouponState[] {
  const given = new Set(priced.promotions.map(({ promotionId }) => promotionId));
  const moments = momentsOf(basket, at);
  const stateOf = (promotion: Promotion): CouponState['state'] => {
    if (given.has(promotion.id)) return 'given';
    if (!isHere(promotion, basket)) return 'not-here';
    if (!isNow(promotion, moments, basket)) return 'not-now';
    const isUnknownCustomer = promotion.caps?.timesPerCustomer !== undefined && basket.customer === undefined;
    if (isUnknownCustomer || !isForCustomer(promotion, basket.customer)) return 'not-for-customer';
    return isUsedUp(allowanceOf(promotion, basket.customer)) ? 'used-up' : 'nothing-to-give';
  };
  return basket.coupons.map((code) => {
    const takers = promotions
      .filter((promotion) => takesCoupon(promotion, code))
      .map((promotion) => ({ code, state: stateOf(promotion), promotion }))
      .sort((a, b) => closeness.indexOf(a.state) - closeness.indexOf(b.state));
    return takers[0] ?? { code, state: 'unknown' };
  });
}

const closeness: readonly CouponState['state'][] = [
  'given',
  'nothing-to-give',
  'used-up',
  'not-for-customer',
  'not-now',
  'not-here',
];
