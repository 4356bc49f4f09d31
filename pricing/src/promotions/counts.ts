/** Whether a promotion counts for a basket at a moment, whatever lies in it. */
import type { Basket, Instant, Promotion } from '../contract.ts';
import { toldHoldsMs } from '../lines/gross.ts';
import { couponCode, takesCoupon } from './codes.ts';

const dayMs = 86_400_000;

/** @returns a function that says it of each promotion, so that the moments are read once. */
export function countsFor(basket: Basket, at: Instant): (promotion: Promotion) => boolean {
  const coupons = basket.coupons.map(couponCode);
  const moments = momentsOf(basket, at);
  return (promotion) =>
    (promotion.coupon === undefined || coupons.some((code) => takesCoupon(promotion, code))) &&
    isHere(promotion, basket) &&
    isForCustomer(promotion, basket.customer) &&
    isNow(promotion, moments, basket);
}

/** The moment of pricing, and that at which an open basket was begun. */
export function momentsOf(basket: Basket, at: Instant): number[] {
  const now = Date.parse(at);
  const opened = Date.parse(basket.openedAt);
  return opened < now && now - opened <= toldHoldsMs ? [now, opened] : [now];
}

export const isHere = ({ channels, storeIds }: Promotion, basket: Basket): boolean =>
  (channels?.includes(basket.channel) ?? true) && (storeIds?.includes(basket.storeId ?? '') ?? true);

export const isNow = (promotion: Promotion, moments: readonly number[], basket: Basket): boolean =>
  moments.some((moment) => holds(promotion, moment, basket.utcOffsetMinutes));

export function isForCustomer(promotion: Promotion, customer: Basket['customer']): boolean {
  if (promotion.firstOrder && customer?.firstOrder !== true) return false;
  return promotion.tiers === undefined || promotion.tiers.includes(customer?.tier ?? '');
}

function holds(
  { from, to, hours }: Promotion,
  moment: number,
  utcOffsetMinutes: number | undefined,
): boolean {
  if (moment < Date.parse(from) || (to !== undefined && moment >= Date.parse(to))) return false;
  if (hours === undefined) return true;
  if (utcOffsetMinutes === undefined) return false;
  const local = moment + utcOffsetMinutes * 60_000;
  const minute = Math.floor((local % dayMs) / 60_000);
  const begin = minuteOf(hours.from);
  const end = minuteOf(hours.to);
  const isOvernight = end <= begin;
  const isAfterMidnight = isOvernight && minute < end;
  if (isOvernight ? minute < begin && !isAfterMidnight : minute < begin || minute >= end) return false;
  return hours.days?.includes(weekday(isAfterMidnight ? local - dayMs : local)) ?? true;
}

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** 1 January 1970 was a Thursday, 4. */
const weekday = (local: number) => ((Math.floor(local / dayMs) + 3) % 7) + 1;
