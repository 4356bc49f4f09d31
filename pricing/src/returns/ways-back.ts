/**
 * How what an order gives back goes back. Points have their share of it; of the money, the bank card has back what it paid before what
 * paid beside it has anything: people have money back rather than a promise of goods. Pure, and the same for Order, which pays, and for
 * the till that says so first.
 * Source: docs/pricing.md, Taxes, Returns.
 */
import { share } from './share.ts';

/** All that the order cost, and the points that paid of it. */
export type PaidInPoints = Readonly<{ totalMinor: number; points: number; pointsMinor: number }>;

/** A third of the order, a third of its points. @param given what went back before, of all and of its points. */
export function pointsOf(
  { totalMinor, points: paid, pointsMinor: paidMinor }: PaidInPoints,
  given: Readonly<{ amountMinor: number; points: number }>,
  amountMinor: number,
): Readonly<{ points: number; pointsMinor: number }> {
  if (paid === 0) return { points: 0, pointsMinor: 0 };
  const pointMinor = paidMinor / paid;
  const due = share(paid, BigInt(given.amountMinor + amountMinor), BigInt(totalMinor)) - given.points;
  const points = Math.max(0, Math.min(due, Math.floor(amountMinor / pointMinor)));
  return { points, pointsMinor: points * pointMinor };
}

/** The part of some money that goes back to what paid beside the bank card. @param cardMinor what the card has not had back. */
export const besideOf = (moneyMinor: number, cardMinor: number): number =>
  Math.max(0, moneyMinor - cardMinor);

/** An order's payments, as far as they have not gone back. */
export type PaidOrder = PaidInPoints &
  Readonly<{
    /** Went back before, points at their worth too. */
    returnedMinor: number;
    returnedPoints: number;
    /** Of the bank card; of a gift card, a credit or goods that paid beside it. */
    cardMinor: number;
    besideMinor: number;
  }>;
export type WaysBack = Readonly<{
  points: number;
  pointsMinor: number;
  cardMinor: number;
  besideMinor: number;
}>;

/** They add up to `amountMinor`; null where less than that is left. */
export function waysBack(paid: PaidOrder, amountMinor: number): WaysBack | null {
  const given = { amountMinor: paid.returnedMinor, points: paid.returnedPoints };
  const { points, pointsMinor } = pointsOf(paid, given, amountMinor);
  const moneyMinor = amountMinor - pointsMinor;
  const besideMinor = besideOf(moneyMinor, paid.cardMinor);
  return besideMinor > paid.besideMinor
    ? null
    : { points, pointsMinor, cardMinor: moneyMinor - besideMinor, besideMinor };
}

/** Once so much more of it has gone back, or all that was left. */
export function afterGiving(paid: PaidOrder, amountMinor: number): PaidOrder {
  const ways = waysBack(paid, amountMinor);
  if (!ways)
    return { ...paid, returnedMinor: paid.returnedMinor + amountMinor, cardMinor: 0, besideMinor: 0 };
  return {
    ...paid,
    returnedMinor: paid.returnedMinor + amountMinor,
    returnedPoints: paid.returnedPoints + ways.points,
    cardMinor: paid.cardMinor - ways.cardMinor,
    besideMinor: paid.besideMinor - ways.besideMinor,
  };
}
