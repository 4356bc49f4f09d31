/** The cart as a shopper is answered: priced now, in their language, kept by nobody on the way. */
import type { Request } from 'express';
import type { Cart } from '../cart.ts';
import { languageOf } from '../language.ts';
import { type CartParts, priceNow } from '../parts.ts';
import { viewOf } from '../views.ts';

export const unkept = { vary: 'Accept-Language', 'cache-control': 'no-store' };

export const bodyNow = async (parts: CartParts, cart: Cart, request: Request) =>
  viewOf(cart, await priceNow(parts, cart, new Date()), languageOf(request));

export const cartNow = async (parts: CartParts, cart: Cart, request: Request) => ({
  status: 200 as const,
  headers: unkept,
  body: await bodyNow(parts, cart, request),
});
