/**
 * How what an order gives back goes back. Points have their share of it; of the money, the bank card has back what it paid before what
 * paid beside it has anything: people have money back rather than a promise of goods. Pure, and the same for Order, which pays, and for
 * the till that says so first.
 * Source: docs/pricing.md, Taxes, Returns.
 */
import { share } from './share.ts';

/** All that the order cost, and the points that paid of it. */
export type PaidInPoints = Readonly<{ totalMinor: number; points: number; pointsMinor: number }>;

/** A third of the order, a third of its points, and never more than it paid. @param given what went back before, of all and of its points. */
function pointsOf(
  { totalMinor, points: paid, pointsMinor: paidMinor }: PaidInPoints,
  given: Readonly<{ amountMinor: number; points: number }>,
  amountMinor: number,
): Readonly<{ points: number; pointMinor: number }> {
  if (paid === 0) return { points: 0, pointMinor: 0 };
  const pointMinor = paidMinor / paid;
  const backMinor = Math.min(totalMinor, given.amountMinor + amountMinor);
  const due = share(paid, BigInt(backMinor), BigInt(totalMinor)) - given.points;
  return { points: Math.max(0, Math.min(due, Math.floor(amountMinor / pointMinor))), pointMinor };
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

/** They add up to `amountMinor`, or to what is left where that is less. Asked for that sum, it is the same. */
export function waysBack(paid: PaidOrder, amountMinor: number): WaysBack {
  const given = { amountMinor: paid.returnedMinor, points: paid.returnedPoints };
  const share = pointsOf(paid, given, amountMinor);
  const leftMinor = paid.cardMinor + paid.besideMinor;
  // What money cannot make up for goes back in points, as far as there are.
  const missingMinor = Math.max(0, amountMinor - share.points * share.pointMinor - leftMinor);
  const more = share.pointMinor === 0 ? 0 : Math.floor(missingMinor / share.pointMinor);
  const points = share.points + Math.min(more, Math.max(0, paid.points - paid.returnedPoints - share.points));
  const pointsMinor = points * share.pointMinor;
  const moneyMinor = Math.min(amountMinor - pointsMinor, leftMinor);
  const besideMinor = besideOf(moneyMinor, paid.cardMinor);
  return { points, pointsMinor, cardMinor: moneyMinor - besideMinor, besideMinor };
}

/** What goes back in all. */
export const worthOf = ({ pointsMinor, cardMinor, besideMinor }: WaysBack): number =>
  pointsMinor + cardMinor + besideMinor;

/** Once so much more of it has gone back, or all that was left. */
export function afterGiving(paid: PaidOrder, amountMinor: number): PaidOrder {
  const ways = waysBack(paid, amountMinor);
  return {
    ...paid,
    returnedMinor: paid.returnedMinor + amountMinor,
    returnedPoints: paid.returnedPoints + ways.points,
    cardMinor: paid.cardMinor - ways.cardMinor,
    besideMinor: paid.besideMinor - ways.besideMinor,
  };
}
