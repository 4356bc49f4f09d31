/** Points that paid for goods that come back. Pure. */
import type { Refund } from '@comptoir/sync-protocol/records/return-body';
import type { ReturnableSale } from './api.ts';

type Payment = ReturnableSale['payments'][number];

/** @param backMinor what went back to points before. */
export function withPointsLeft(payments: readonly Payment[], backMinor: number): Payment[] {
  let restMinor = backMinor;
  return payments.map((payment) => {
    if (payment.kind !== 'loyalty-points') return payment;
    const goneMinor = Math.min(payment.amountMinor, restMinor);
    restMinor -= goneMinor;
    return { ...payment, leftMinor: payment.amountMinor - goneMinor };
  });
}

/** @returns null: so much was not paid in points, or it is not known whose they were. */
export function pointsBack(payments: readonly Payment[], amountMinor: number): Refund[] | null {
  if (amountMinor === 0) return [];
  const paid = payments.find(({ kind, customerId }) => kind === 'loyalty-points' && customerId !== undefined);
  const { customerId, points: paidPoints = 0 } = paid ?? {};
  if (!paid || customerId === undefined || amountMinor > paid.leftMinor) return null;
  // By what is back in all, so that the parts of several returns add up to what was paid.
  const pointsFor = (minor: number) => Math.round((minor * paidPoints) / paid.amountMinor);
  const beforeMinor = paid.amountMinor - paid.leftMinor;
  const points = pointsFor(beforeMinor + amountMinor) - pointsFor(beforeMinor);
  return [{ kind: 'loyalty-points', amountMinor, points, customerId }];
}
