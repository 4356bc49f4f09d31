/** What most likely happened where the books cannot be right. Pure. */
import { thousandths } from '../stock.ts';
import type { Alert, SuggestedCause } from './api.ts';

export type Facts = Readonly<{
  kind: Alert['kind'];
  onHand: string;
  /** Sent to this location, and not received. */
  isOnItsWay: boolean;
  /** Ordered from a supplier, and not received. */
  isOrdered: boolean;
  /** Sold by the store while it was cut off. */
  soldLate: string;
}>;

/** Goods that people may have on the shelf before they book them come first: that is the most frequent, and the easiest to check. */
export function causeOf({ kind, onHand, isOnItsWay, isOrdered, soldLate }: Facts): SuggestedCause | null {
  if (kind === 'discrepancy') return 'counted-otherwise';
  if (kind !== 'negative') return null;
  // The shelf is not below zero: online buyers were promised what the store sold.
  if (thousandths(onHand) >= 0n) return 'sold-while-promised';
  if (isOnItsWay) return 'transfer-not-received';
  if (isOrdered) return 'sold-before-received';
  return thousandths(soldLate) > 0n ? 'sold-while-cut-off' : 'unknown';
}
