/** What a cart costs: the till's own engine, with the till's own rules, in the channel `web`. Pure. */

import {
  type Basket,
  type BasketRules,
  type CountedUse,
  type CouponState,
  countedUses,
  couponStates,
  type PricedBasket,
  type PricedLine,
  type ProductPricing,
  priceBasket,
  utcOffsetMinutes,
} from '@comptoir/pricing';
import { localDay } from '@comptoir/service-kit/local-day';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { Cart, CartLine, Terms } from './cart.ts';
import { arrivalOn, gramsOf, type Quote, quoteOf, shipRuleOf } from './delivery.ts';
import { type PointsPaid, paidWithPoints } from './points.ts';

/** What a customer was told holds for four hours. Source: docs/pricing.md, Order of work. */
const toldHoldsMs = 4 * 3_600_000;
const feeLine = 'delivery';

export type PricingParts = Readonly<{
  products: ReadonlyMap<string, CatalogueProduct>;
  rules: BasketRules;
  homeJurisdiction: string;
  timeZone: string;
  at: Date;
}>;

export type CartLinePrice = Readonly<{
  line: CartLine;
  /** Undefined: it is no longer sold, and not part of the totals. */
  product: CatalogueProduct | undefined;
  priced: PricedLine | undefined;
  /** The customer was told another price than is charged now. */
  change: Readonly<{ fromMinor: number; toMinor: number }> | null;
}>;

export type PricedCart = Readonly<{
  jurisdiction: string;
  basket: Basket;
  priced: PricedBasket;
  lines: readonly CartLinePrice[];
  /** Of coupons that may be used only so often. */
  countedUses: readonly CountedUse[];
  /** What became of each coupon. */
  coupons: readonly CouponState[];
  /** The part of the total that points pay. */
  points: PointsPaid | null;
  /** What is left to be paid with money. */
  dueMinor: number;
  /** Of a parcel; null: none is sent, or nobody said where to. */
  shipping: Shipping | null;
}>;

/** `arrivesOn`: a day of the shop's calendar. */
export type Shipping = Quote & Readonly<{ arrivesOn: string }>;

export function priceCart(cart: Cart, parts: PricingParts): PricedCart {
  const { products, at } = parts;
  const sold = cart.lines.filter(({ productId }) => products.has(productId));
  const basket: Basket = {
    currency: 'CAD',
    channel: 'web',
    openedAt: cart.openedAt,
    taxDate: localDay(parts.timeZone, at),
    ...(parts.rules.promotions && { utcOffsetMinutes: utcOffsetMinutes(at, parts.timeZone) }),
    jurisdiction: jurisdictionOf(cart.terms, parts.homeJurisdiction),
    ...(cart.customerId === null ? {} : { customer: { id: cart.customerId, ...cart.terms?.standing } }),
    coupons: cart.terms?.coupons ?? [],
    lines: sold.map((line) => ({
      id: line.id,
      productId: line.productId,
      quantity: line.quantity,
      ...(holds(line, at) ? { toldUnitPriceMinor: line.toldUnitPriceMinor } : {}),
    })),
  };
  const shipping = shippingOf(cart.terms, sold, basket.taxDate, products);
  const priced = withDelivery(basket, cart.terms, shipping, parts);
  const lineOf = new Map(priced.lines.map((line) => [line.id, line]));
  const lines = cart.lines.map((line): CartLinePrice => {
    const own = lineOf.get(line.id);
    return { line, product: products.get(line.productId), priced: own, change: changeOf(line, own) };
  });
  const promotions = parts.rules.promotions ?? [];
  const points = paidWithPoints(cart.terms?.points ?? null, priced.totalMinor);
  return {
    jurisdiction: basket.jurisdiction,
    basket: points ? { ...basket, pointsToBurn: points.points } : basket,
    priced,
    lines,
    countedUses: countedUses(basket.coupons, priced, promotions),
    coupons: couponStates(basket, priced, promotions, at.toISOString()),
    points,
    dueMinor: priced.totalMinor - (points?.amountMinor ?? 0),
    shipping,
  };
}

function shippingOf(
  terms: Terms | null,
  sold: readonly CartLine[],
  today: string,
  products: PricingParts['products'],
): Shipping | null {
  const rule = terms ? shipRuleOf(terms) : undefined;
  if (!terms || !rule || sold.length === 0) return null;
  const quote = quoteOf(rule, terms.destination, gramsOf(sold, products, rule), terms.rate);
  return quote ? { ...quote, arrivesOn: arrivalOn(today, quote.days, terms.destination) } : null;
}

/** The fee is taxed with the goods, so that a tax is rounded once an invoice; then it is told apart from them. */
function withDelivery(
  basket: Basket,
  terms: Terms | null,
  shipping: Shipping | null,
  parts: PricingParts,
): PricedBasket {
  const pricingOf = (id: string) => parts.products.get(id)?.pricing;
  const at = parts.at.toISOString();
  const goods = priceBasket(basket, { ...parts.rules, products: pricingOf }, at);
  const rule = terms ? shipRuleOf(terms) : undefined;
  if (!terms || !rule || !shipping) return goods;
  const isFree = terms.delivery.withOrderId !== undefined || goods.subtotalMinor >= rule.freeFromMinor;
  const fee = isFree ? 0 : shipping.feeMinor;
  if (fee === 0) return goods;
  const charge: ProductPricing = {
    productId: feeLine,
    unitPriceMinor: fee,
    taxCategory: rule.taxCategory,
    soldBy: 'piece',
    isCharge: true,
  };
  const whole = priceBasket(
    { ...basket, lines: [...basket.lines, { id: feeLine, productId: feeLine, quantity: '1' }] },
    { ...parts.rules, products: (id) => (id === feeLine ? charge : pricingOf(id)) },
    at,
  );
  return {
    ...whole,
    lines: whole.lines.filter(({ id }) => id !== feeLine),
    subtotalMinor: whole.subtotalMinor - fee,
    deliveryMinor: fee,
  };
}

export const jurisdictionOf = (terms: Terms | null, home: string): string =>
  terms?.delivery.method === 'ship' ? `${terms.destination.country}-${terms.destination.region}` : home;

/** What is told from now on, at a moment at which the customer sees it. */
export function toldAnew(cart: Cart, priced: PricedCart, at: Date): Cart {
  const lines = priced.lines.map(({ line, priced: own }): CartLine => {
    if (!own) return line;
    const told = own.unitPriceMinor;
    const before = told === line.toldUnitPriceMinor ? null : line.toldUnitPriceMinor;
    if (before === null && holds(line, at)) return { ...line, toldBeforeMinor: null };
    return { ...line, toldUnitPriceMinor: told, toldAt: at.toISOString(), toldBeforeMinor: before };
  });
  return { ...cart, lines };
}

const holds = (line: CartLine, at: Date) => at.getTime() - Date.parse(line.toldAt) < toldHoldsMs;

function changeOf(line: CartLine, priced: PricedLine | undefined): CartLinePrice['change'] {
  if (!priced) return null;
  const fromMinor =
    priced.unitPriceMinor === line.toldUnitPriceMinor ? line.toldBeforeMinor : line.toldUnitPriceMinor;
  return fromMinor === null ? null : { fromMinor, toMinor: priced.unitPriceMinor };
}
