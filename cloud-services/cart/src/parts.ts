/** What the routes work with, and a cart priced with it. */
import { randomBytes } from 'node:crypto';
import type { CustomerTokens } from '@comptoir/service-kit/auth/customer-tokens';
import { unavailable } from '@comptoir/service-kit/http/problem';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import type { Cart } from './cart.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { gramsOf, parcelsOf, shipRuleOf } from './delivery.ts';
import type { Hold } from './hold.ts';
import type { Points } from './points.ts';
import { type PricedCart, priceCart } from './price-cart.ts';
import type { Rates } from './rates.ts';
import type { Reminders } from './reminders/store.ts';
import type { Standings } from './standing.ts';
import type { Carts } from './store/carts.ts';
import type { Owners } from './store/owners.ts';

export type CartParts = Readonly<{
  carts: Carts;
  owners: Owners;
  customers: CustomerTokens;
  catalogue: Catalogue;
  hold: Hold;
  points: Points;
  standings: Standings;
  rates: Rates;
  reminders: Reminders;
  homeJurisdiction: string;
  timeZone: string;
}>;

export const newId = uuid7Generator({ now: () => Date.now(), random: (length) => randomBytes(length) });

/** @throws Problem 503 until the catalogue's feed has brought the rules. */
export async function sellable({ catalogue }: Pick<CartParts, 'catalogue'>, productIds: readonly string[]) {
  const [products, rules] = await Promise.all([catalogue.products(productIds), catalogue.rules()]);
  if (!rules) throw unavailable('The catalogue');
  return { products, rules };
}

/** With what a carrier wants for it now. */
export async function withRate(parts: CartParts, cart: Cart): Promise<Cart> {
  const { terms } = cart;
  const rule = terms ? shipRuleOf(terms) : undefined;
  if (!terms || !rule) return cart;
  const products = await parts.catalogue.products(cart.lines.map(({ productId }) => productId));
  const grams = gramsOf(cart.lines, products, rule);
  if (grams === 0) return cart;
  const rate = await parts.rates(terms.destination, parcelsOf(grams, rule).gramsEach);
  return { ...cart, terms: { ...terms, rate } };
}

export async function priceNow(parts: CartParts, cart: Cart, at: Date): Promise<PricedCart> {
  const { products, rules } = await sellable(
    parts,
    cart.lines.map(({ productId }) => productId),
  );
  return priceCart(cart, { ...parts, products, rules, at });
}
