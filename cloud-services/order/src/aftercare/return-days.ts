/** Until when what was handed over comes back. Pure. Source: the shop's terms: thirty days from when it was handed over. */
import type { OrderStatus } from '@comptoir/service-kit/events/order';
import { localDay } from '@comptoir/service-kit/local-day';
import { dayAfter } from '@comptoir/service-kit/wall-clock';

export const returnDays = 30;
const handedOver: readonly string[] = ['shipped', 'delivered', 'collected'];
export const isHandedOver = (status: OrderStatus): boolean => handedOver.includes(status);

/**
 * The last day, to its end, by the shop's clock: nobody counts hours.
 * @param history oldest first. @returns null for what was never handed over, and once that day is past.
 */
export function returnDayAhead(
  history: readonly Readonly<{ status: OrderStatus; at: Date }>[],
  timeZone: string,
  now: Date,
): string | null {
  const at = history.findLast(({ status }) => isHandedOver(status))?.at;
  if (!at) return null;
  const last = dayAfter(localDay(timeZone, at), returnDays);
  return localDay(timeZone, now) <= last ? last : null;
}
