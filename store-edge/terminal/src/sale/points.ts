/** What a customer's points can pay of a sale. Pure. Source: docs/adr/0039. */
import type { CustomerAtTill } from '@comptoir/edge-agent/api';

export type PointsOffer = Readonly<{ points: number; amountMinor: number }>;

/**
 * @param wantedMinor what is to be paid with them; null: as much as they can.
 * @returns whole points, never worth more than is due; null: there is nothing that they could pay.
 */
export function pointsOffer(
  loyalty: CustomerAtTill['loyalty'] | undefined,
  dueMinor: number,
  wantedMinor: number | null = null,
): PointsOffer | null {
  const pointMinor = loyalty?.pointMinor ?? 0;
  if (!loyalty || pointMinor <= 0) return null;
  const most = Math.min(loyalty.points, Math.floor(Math.max(0, dueMinor) / pointMinor));
  const points = wantedMinor === null ? most : Math.min(most, Math.floor(wantedMinor / pointMinor));
  return points > 0 ? { points, amountMinor: points * pointMinor } : null;
}
