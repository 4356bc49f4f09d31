/** What is around every page. What the server gives its pages: types only, where both sides of the shop meet. */
import type { Language } from '../paths.ts';
import type { CategoryLink } from './catalogue.ts';

/** What is around every page. */
export type ShellData = Readonly<{
  language: Language;
  categories: readonly CategoryLink[];
  /** Articles in the cart. */
  cartCount: number;
  customerName: string | null;
  /** May we measure the audience? Asked until answered. */
  audience: 'unknown' | 'yes' | 'no';
  /** Said once, after what was just done. */
  flash: Flash | null;
}>;
export type Flash =
  | 'added-to-order'
  | 'exchange-asked'
  | 'cart-back'
  | 'cart-gone'
  | 'signed-out'
  | 'account-erased'
  | 'registered'
  | 'email-confirmed'
  | 'password-changed'
  | 'saved'
  | 'data-away'
  | 'session-ended'
  | 'sessions-ended'
  | 'codes-off'
  | 'passkey-added'
  | 'passkey-removed'
  | 'declined'
  | 'insufficient-funds'
  | 'not-authenticated'
  | 'total-changed'
  | 'cart-adjusted'
  | 'coupon-used-up'
  | 'cart-merged'
  | 'shared-added'
  | 'shared-partly'
  | 'order-changed'
  | 'order-moved'
  | 'return-asked'
  | 'cancelled'
  | 'rest-cancelled';
