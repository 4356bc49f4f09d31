/** The checkout and what it answers. What the server gives its pages: types only, where both sides of the shop meet. */
import type { Address } from './address.ts';
import type { Cart } from './cart.ts';
import type { Store } from './catalogue.ts';
import type { FormAnswer } from './form.ts';

export type CardFields = Readonly<{ url: string; key: string }>;
export type GiftCardFound = Readonly<{ code: string; last4: string; balanceMinor: number }>;
/** When an order is collected or delivered. */
export type Slot = Readonly<{ startsAt: string; endsAt: string }>;
export type CheckoutData = Readonly<{
  cart: Cart;
  cartVersion: number;
  /** One attempt to pay: sent again it changes nothing. */
  attempt: string;
  customer: Readonly<{
    email: string;
    name: string;
    /** Where they want to be told of their orders; null: they do not. */
    phone: string | null;
    addresses: readonly Address[];
  }> | null;
  /** In a try before that the bank refused, by the field's name. */
  typed: Readonly<Record<string, string>>;
  stores: readonly (Store & Readonly<{ missing: number | null }>)[];
  delivery: Readonly<{
    method: 'ship' | 'collect';
    storeId: string | null;
    region: string;
    postalCode: string;
  }>;
  /** Free for this delivery; none: they cannot be had just now. */
  slots: readonly Slot[];
  card: CardFields | null;
}>;
export type CheckoutAnswer = FormAnswer &
  Readonly<{
    /** What is left to be paid is not what the key said: it is asked for again. */
    newDueMinor?: number;
    /** What was found, or what is left on it; null: it cannot be used. */
    giftCard?: GiftCardFound | null;
    /** What is free instead of one that is taken. */
    slots?: readonly Slot[];
    declined?: 'declined' | 'insufficient-funds' | 'not-authenticated';
    /** What was tried is over: the next try is another one. */
    attempt?: string;
  }>;
