/** Codes of coupons: one for all, or one for each sale or order (`NOEL-7K3Q9FXMP2`). Pure. */
import { checkSymbol, randomSymbols } from '../check-symbol.ts';
import type { PricedBasket, Promotion } from '../contract.ts';

/** 45 bits: of 100 000 codes that were given out, one is hit by chance in 350 million tries. */
const ownSymbols = 9;
const OWN = /^[0-9A-HJKMNP-TV-Z]{10}$/;

type Taker = Pick<Promotion, 'coupon' | 'singleUseCodes' | 'couponUsesMax'>;

/** A code is typed by hand: its letters' case and the blanks around it say nothing. */
export const couponCode = (typed: string): string => typed.trim().toUpperCase();

/** @param random at least six bytes. */
export function singleUseCodeOf(coupon: string, random: Uint8Array): string {
  const own = randomSymbols(random, ownSymbols);
  return `${couponCode(coupon)}-${own}${checkSymbol(own)}`;
}

/** Whether the promotion takes the code by its form: that one for a single use was given out, and is unused, Product says. */
export function takesCoupon({ coupon, singleUseCodes }: Taker, typed: string): boolean {
  if (coupon === undefined) return false;
  const [code, word] = [couponCode(typed), couponCode(coupon)];
  if (!singleUseCodes) return code === word;
  if (!code.startsWith(`${word}-`)) return false;
  const own = code.slice(word.length + 1);
  return OWN.test(own) && checkSymbol(own.slice(0, -1)) === own.at(-1);
}

/** Whoever sells with it holds a use at Product first. */
export const isCounted = ({ couponUsesMax, singleUseCodes }: Taker): boolean =>
  couponUsesMax !== undefined || singleUseCodes === true;

export type CountedUse = Readonly<{ promotionId: string; code?: string }>;

/** The uses that a basket takes: of a promotion that gave something, and of its codes for a single use the first. */
export function countedUses(
  coupons: readonly string[],
  priced: Pick<PricedBasket, 'promotions'>,
  promotions: readonly Promotion[],
): CountedUse[] {
  const given = new Set(priced.promotions.map(({ promotionId }) => promotionId));
  return promotions
    .filter((promotion) => isCounted(promotion) && given.has(promotion.id))
    .map((promotion) => {
      const code = promotion.singleUseCodes && coupons.find((one) => takesCoupon(promotion, one));
      return { promotionId: promotion.id, ...(code && { code: couponCode(code) }) };
    });
}
