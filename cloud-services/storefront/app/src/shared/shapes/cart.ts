/** The cart and what pages of it answer. What the server gives its pages: types only, where both sides of the shop meet. */
import type { ProductCard } from './catalogue.ts';

export type CartLine = Readonly<{
  lineId: string;
  code: string | null;
  name: string | null;
  picture: string | null;
  soldBy: 'piece' | 'weight';
  quantity: string;
  isSold: boolean;
  unitPriceMinor: number | null;
  amountMinor: number | null;
  savingsMinor: number;
  /** What the promotions are called that give it. */
  savedBy: readonly string[];
  priceChange: Readonly<{ fromMinor: number; toMinor: number }> | null;
  /** Less can be had than is wanted; null: enough, or not known. */
  onlyLeft: number | null;
}>;
export type Totals = Readonly<{
  isEstimated: boolean;
  subtotalMinor: number;
  discountMinor: number;
  deliveryMinor: number;
  taxes: readonly Readonly<{ code: string; rate: string; amountMinor: number }>[];
  totalMinor: number;
  /** The part of the total that points pay. */
  points: Readonly<{ points: number; amountMinor: number }> | null;
  /** The part of what is due that a gift card pays. */
  giftCard?: Readonly<{
    kind?: 'gift-card' | 'store-credit' | 'exchange' | null;
    last4: string;
    amountMinor: number;
  }> | null;
  /** What is left to be paid by card. */
  dueMinor: number;
}>;
/** A customer's points: what they want to pay with, and what they have. */
export type CartPoints = Readonly<{ wanted: number; available: number; worthMinor: number }>;
/** A code, and what became of it; `reason`: what its promotion is called. */
export type CartCoupon = Readonly<{
  code: string;
  state: 'given' | 'unknown' | 'not-here' | 'not-now' | 'not-for-customer' | 'used-up' | 'nothing-to-give';
  reason: string | null;
}>;
export type Cart = Readonly<{
  lines: readonly CartLine[];
  totals: Totals;
  postalCode: string | null;
  isCollected: boolean;
  /** The day on which a parcel is there at the latest. */
  arrivesOn: string | null;
  /** Null: a guest, or somebody who has none. */
  points: CartPoints | null;
  coupons: readonly CartCoupon[];
  /** What is nearly given: so many pieces more, or so much money. */
  hints: readonly Readonly<{ missing: string; of: 'pieces' | 'money'; reason: string }>[];
  /** Null: nothing is held before checkout. */
  reservation: Readonly<{ until: string; isOver: boolean }> | null;
}>;
/** Of a link to somebody's cart, which may be put into one's own. */
export type SharedArticle = Readonly<{ code: string; name: string; quantity: string }>;
/** Kept for later. */
export type KeptProduct = ProductCard & Readonly<{ productId: string }>;
export type CartData = Readonly<{
  cart: Cart | null;
  shared: readonly SharedArticle[];
  kept: readonly KeptProduct[];
  /** Often bought with what lies in it. */
  together: readonly ProductCard[];
}>;
export type AddAnswer = Readonly<{
  added?: number;
  problem?: 'quantity' | 'short' | 'not-sold' | 'full' | 'unavailable';
}>;
export type CartProblem = Readonly<{
  problem:
    | 'postal-code'
    | 'not-delivered-there'
    | 'quantity'
    | 'short'
    | 'points'
    | 'coupon-unknown'
    | 'list-full'
    | 'unavailable';
}>;
