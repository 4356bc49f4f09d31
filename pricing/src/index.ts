export { largestRemainder } from './arithmetic/largest-remainder.ts';
export { currencyExponents, sumMinor } from './arithmetic/minor.ts';
export * from './contract.ts';
export { changesBetween, listsMeet, type PricePlace, priceInForce } from './lists/price-in-force.ts';
export { priceBasket } from './price-basket.ts';
export {
  type CountedUse,
  countedUses,
  couponCode,
  isCounted,
  singleUseCodeOf,
  takesCoupon,
} from './promotions/codes.ts';
export { type CouponState, couponStates } from './promotions/coupons.ts';
export { promotedAttributes, promotedCategories, withPromotions } from './promotions/in-rules.ts';
export { promotionsOn } from './promotions/on-product.ts';
export { promotedValue } from './promotions/promoted-value.ts';
export { givesAllAway, type PromotionFault, promotionFault } from './promotions/sense.ts';
export { taxData } from './tax-data.ts';
export { type CashDue, cashChange, cashDue } from './tenders/cash-due.ts';
export { foreignCashFor, foreignCashWorth } from './tenders/foreign-cash.ts';
export { utcOffsetMinutes } from './utc-offset.ts';
