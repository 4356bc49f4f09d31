/** How much of a promotion is left for this basket. */
import type { Basket, Promotion } from '../contract.ts';

/** `Infinity` where nothing limits it. */
export type Allowance = Readonly<{ times: number; amountMinor: number }>;

export function allowanceOf({ id, caps = {} }: Promotion, customer: Basket['customer']): Allowance {
  const { timesPerBasket = Infinity, timesPerCustomer = Infinity, amountPerBasketMinor = Infinity } = caps;
  // Of somebody unknown nobody can say how often it was used, so it is not given.
  const used =
    customer === undefined && caps.timesPerCustomer !== undefined ? Infinity : customer?.promotionUses?.[id];
  return {
    times: Math.min(timesPerBasket, used === Infinity ? 0 : Math.max(0, timesPerCustomer - (used ?? 0))),
    amountMinor: amountPerBasketMinor,
  };
}

export const isUsedUp = ({ times, amountMinor }: Allowance): boolean => times <= 0 || amountMinor <= 0;

export const less = (left: Allowance, times: number, amountMinor: number): Allowance => ({
  times: left.times - times,
  amountMinor: left.amountMinor - amountMinor,
});

export const isLimited = (allowance: Allowance | undefined): boolean =>
  allowance !== undefined && (Number.isFinite(allowance.times) || Number.isFinite(allowance.amountMinor));
