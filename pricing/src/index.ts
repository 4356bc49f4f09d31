export { largestRemainder } from './arithmetic/largest-remainder.ts';
export { currencyExponents, sumMinor } from './arithmetic/minor.ts';
export * from './contract.ts';
export { priceBasket } from './price-basket.ts';
export { promotedCategories, withPromotions } from './promotions/in-rules.ts';
export { givesAllAway, type PromotionFault, promotionFault } from './promotions/sense.ts';
export { taxData } from './tax-data.ts';
export { type CashDue, cashChange, cashDue } from './tenders/cash-due.ts';
