/** Whether a promotion makes sense, before it is put in force. */
import type { Gives, Promotion } from '../contract.ts';

export type PromotionFault = 'ends-before-it-begins' | 'gives-nothing' | 'codes-begin-with-nothing';

type Draft = Pick<Promotion, 'from' | 'to' | 'gives' | 'coupon' | 'singleUseCodes'>;

export function promotionFault({
  from,
  to,
  gives,
  coupon,
  singleUseCodes,
}: Draft): PromotionFault | undefined {
  if (to !== undefined && Date.parse(to) <= Date.parse(from)) return 'ends-before-it-begins';
  if (singleUseCodes && coupon === undefined) return 'codes-begin-with-nothing';
  return gives.kind === 'n-for-m' && gives.pay >= gives.take ? 'gives-nothing' : undefined;
}

/** Somebody who meant 10 % may have typed 100: what is given for nothing is asked about. A gift is meant to be one. */
export function givesAllAway(gives: Gives): boolean {
  switch (gives.kind) {
    case 'percent':
      return Number(gives.percent) === 100;
    case 'fixed-price':
      return gives.unitPriceMinor === 0;
    case 'mix-and-match':
    case 'bundle':
      return gives.priceMinor === 0;
    case 'cheapest-free':
      return gives.free >= gives.take;
    case 'basket-discount':
      return 'percent' in gives.off
        ? Number(gives.off.percent) === 100
        : gives.off.amountMinor > gives.spendMinor;
    case 'amount':
    case 'n-for-m':
    case 'basket-gift':
      return false;
  }
}
