export { largestRemainder } from './arithmetic/largest-remainder.ts';
export { currencyExponents, sumMinor } from './arithmetic/minor.ts';
export * from './contract.ts';
export { priceBasket } from './price-basket.ts';
export { taxData } from './tax-data.ts';
export { type CashDue, cashChange, cashDue } from './tenders/cash-due.ts';
