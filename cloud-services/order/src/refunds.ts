/**
 * What giving lines back comes to. Pure. Each part is the difference of two shares of the whole, so that all parts given
 * back, in any portions and order, add up to what was paid, to the cent. Source: docs/pricing.md, Taxes, Returns.
 */
import { fit } from '@comptoir/pricing/returns/fit';
import { share as shareOf, taxShare } from '@comptoir/pricing/returns/share';
import { besideOf, waysBack, worthOf } from '@comptoir/pricing/returns/ways-back';
import { problem } from '@comptoir/service-kit';
import type { FrozenCart } from './neighbours/cart.ts';

/** A tax may have two rates, each on goods of its own. Without a rate and what it was on: written by an older version. */
type Tax = Readonly<{
  code: string;
  rate?: string | undefined;
  baseMinor?: number | undefined;
  amountMinor: number;
}>;
export type RefundLine = Readonly<{
  lineId: string;
  productId: string;
  sku: string;
  quantity: string;
  amountMinor: number;
}>;
export type RefundParts = Readonly<{
  /** Worth in all: what goes back as money, and `pointsMinor`. */
  amountMinor: number;
  points: number;
  pointsMinor: number;
  lines: readonly RefundLine[];
  taxes: readonly Tax[];
  deliveryMinor: number;
}>;
export type Given = Omit<RefundParts, 'pointsMinor'>;
type Paid = Pick<FrozenCart, 'lines' | 'priced' | 'points'>;

/** What goes back the way that it was paid. */
export const moneyOf = ({
  amountMinor,
  pointsMinor,
}: Pick<RefundParts, 'amountMinor' | 'pointsMinor'>): number => amountMinor - pointsMinor;

/** What of the money was paid how, and has not gone back yet. */
export type Left = Readonly<{ cardMinor: number; giftMinor: number }>;

/** The part of some money that goes back on the gift card: what the bank card did not pay, or has back already. */
export const giftPartOf = (moneyMinor: number, { cardMinor }: Left): number =>
  besideOf(moneyMinor, cardMinor);

/** What an order cost in all, and the points that paid of it. */
export const paidInPoints = ({ priced, points }: Pick<Paid, 'priced' | 'points'>) => ({
  totalMinor: priced.totalMinor,
  points: points?.points ?? 0,
  pointsMinor: points?.amountMinor ?? 0,
});

/**
 * What these lines cost, or all that is left where an amount that was no line's went back before.
 * @param given what went back before. @param left of the money, after that.
 * @throws Problem 404 for a line that is not in the order, 409 for more pieces than are left of it.
 */
export function refundOfLines(
  cart: Paid,
  given: Given,
  left: Left,
  asked: readonly Readonly<{ lineId: string; quantity: string }>[],
  withDelivery: boolean,
): RefundParts {
  const { lines, priced } = cart;
  const parts = asked.map((want): RefundLine => {
    const line = lines.find(({ lineId }) => lineId === want.lineId);
    if (!line) throw problem(404, 'not-found', 'No such line', `The order has no line ${want.lineId}.`);
    const before = given.lines.filter(({ lineId }) => lineId === line.lineId);
    const whole = thousandths(line.quantity);
    const had = before.reduce((sum, one) => sum + thousandths(one.quantity), 0);
    const now = thousandths(want.quantity);
    if (now <= 0 || had + now > whole)
      throw problem(409, 'more-than-left', 'More than is left of this line', 'Lower the quantity.', {
        members: { lineId: line.lineId, leftQuantity: String((whole - had) / 1000) },
      });
    const amountMinor = share(line.amountMinor, had + now, whole) - sumOf(before);
    return {
      lineId: line.lineId,
      productId: line.productId,
      sku: line.sku,
      quantity: want.quantity,
      amountMinor,
    };
  });
  const deliveryMinor = withDelivery ? priced.deliveryMinor - given.deliveryMinor : 0;
  const taxes = taxesOf(cart, given, parts, deliveryMinor);
  const askedMinor = sumOf(parts) + deliveryMinor + sumOf(taxes);
  const before = { returnedMinor: given.amountMinor, returnedPoints: given.points };
  const ways = waysBack(
    { ...paidInPoints(cart), ...before, cardMinor: left.cardMinor, besideMinor: left.giftMinor },
    askedMinor,
  );
  const { points, pointsMinor } = ways;
  const amountMinor = worthOf(ways);
  if (amountMinor >= askedMinor)
    return { amountMinor, points, pointsMinor, lines: parts, taxes, deliveryMinor };
  const fitted = fit(
    [...parts.map((part) => part.amountMinor), deliveryMinor],
    taxes.map((tax) => tax.amountMinor),
    amountMinor,
  );
  const goods = {
    lines: parts.map((part, index) => ({ ...part, amountMinor: fitted.goodsMinor[index] ?? 0 })),
    deliveryMinor: fitted.goodsMinor[parts.length] ?? 0,
  };
  return {
    ...{ amountMinor, points, pointsMinor, ...goods },
    taxes: priced.taxes.map((tax, index) => ({
      ...{ code: tax.code, rate: tax.rate, baseMinor: basesOf(cart, tax)(goods) },
      amountMinor: fitted.taxesMinor[index] ?? 0,
    })),
  };
}

/** Each tax goes back as its base goes back. */
function taxesOf(cart: Paid, given: Given, parts: readonly RefundLine[], deliveryMinor: number): Tax[] {
  return cart.priced.taxes.map((tax) => {
    const baseOf = basesOf(cart, tax);
    const beforeMinor = baseOf(given);
    const baseMinor = baseOf({ lines: parts, deliveryMinor });
    const whole = { amountMinor: tax.amountMinor, returnedMinor: sumOf(ofTax(given.taxes, tax)) };
    const amountMinor = taxShare(whole, beforeMinor, beforeMinor + baseMinor, tax.baseMinor);
    return { code: tax.code, rate: tax.rate, baseMinor, amountMinor };
  });
}

/** What of some goods bears a tax. The delivery fee does where the lines leave some of the tax's base. */
export function basesOf(
  { lines, priced }: Pick<Paid, 'lines' | 'priced'>,
  tax: TaxRate & Readonly<{ baseMinor: number }>,
) {
  const bears = new Set(priced.lines.filter((line) => ofTax(line.taxes, tax).length > 0).map(({ id }) => id));
  const ofLines = (rows: readonly Readonly<{ lineId: string; amountMinor: number }>[]) =>
    sumOf(rows.filter(({ lineId }) => bears.has(lineId)));
  const deliveryBears = tax.baseMinor > ofLines(lines);
  return (goods: Pick<Given, 'lines' | 'deliveryMinor'>): number =>
    ofLines(goods.lines) + (deliveryBears ? goods.deliveryMinor : 0);
}

type TaxRate = Readonly<{ code: string; rate: string }>;
const ofTax = <T extends Pick<Tax, 'code' | 'rate'>>(taxes: readonly T[], { code, rate }: TaxRate): T[] =>
  taxes.filter((one) => one.code === code && (one.rate === undefined || one.rate === rate));

const share = (amountMinor: number, part: number, whole: number): number =>
  shareOf(amountMinor, BigInt(part), BigInt(whole));

const thousandths = (quantity: string): number => Math.round(Number(quantity) * 1000);
const sumOf = (rows: readonly Readonly<{ amountMinor: number }>[]): number =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/**
 * All that is left: line by line where that adds up to it, else as an amount.
 * @param left of the money; points are all those that were not given back.
 */
export function refundOfEverything(cart: Paid, before: readonly Given[], left: Left): RefundParts {
  const given = allOf(before);
  const rest = cart.lines.flatMap(({ lineId, quantity }) => {
    const had = given.lines
      .filter((line) => line.lineId === lineId)
      .reduce((sum, line) => sum + thousandths(line.quantity), 0);
    const pieces = thousandths(quantity) - had;
    return pieces > 0 ? [{ lineId, quantity: String(pieces / 1000) }] : [];
  });
  const parts = refundOfLines(cart, given, left, rest, true);
  const leftMinor = left.cardMinor + left.giftMinor;
  const points = (cart.points?.points ?? 0) - given.points;
  return moneyOf(parts) === leftMinor && parts.points === points
    ? parts
    : refundOfAmount(cart, given, leftMinor, points);
}

/** A bare amount of money (and points), for a reason that is no line's: it has the same share of the taxes that are left. */
function refundOfAmount(
  { priced, points: paid }: Omit<Paid, 'lines'>,
  given: Given,
  moneyMinor: number,
  points: number,
): RefundParts {
  const pointsMinor = paid ? (points * paid.amountMinor) / paid.points : 0;
  const amountMinor = moneyMinor + pointsMinor;
  const taxes = priced.taxes.map((tax) => {
    const { code, rate } = tax;
    const taxLeft = tax.amountMinor - sumOf(ofTax(given.taxes, tax));
    return {
      ...{ code, rate, baseMinor: share(tax.baseMinor, amountMinor, priced.totalMinor) },
      amountMinor: share(Math.max(0, taxLeft), amountMinor, priced.totalMinor - given.amountMinor),
    };
  });
  return { amountMinor, points, pointsMinor, lines: [], taxes, deliveryMinor: 0 };
}

/** An amount that is all the money left takes the points that are left with it: money for money, points for points. */
export function refundOfAmountAsked(
  cart: Omit<Paid, 'lines'>,
  before: readonly Given[],
  leftMinor: number,
  askedMinor: number,
): RefundParts {
  const given = allOf(before);
  const points = askedMinor === leftMinor ? (cart.points?.points ?? 0) - given.points : 0;
  return refundOfAmount(cart, given, askedMinor, points);
}

export const allOf = (before: readonly Given[]): Given => ({
  lines: before.flatMap(({ lines }) => lines),
  taxes: before.flatMap(({ taxes }) => taxes),
  deliveryMinor: before.reduce((sum, { deliveryMinor }) => sum + deliveryMinor, 0),
  amountMinor: sumOf(before),
  points: before.reduce((sum, { points }) => sum + points, 0),
});
