/** The points of each kind: those of now, and those of a period that is over or under way. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { AlertKind } from '../api.ts';
import type { Point } from '../judge.ts';
import { gapPoints } from './gaps.ts';
import { salesDays, salesSoFar } from './sales.ts';
import { abandonments, conversions } from './shop.ts';
import { tillCounts } from './tills.ts';

export type Moment = Readonly<{ now: Date; today: string }>;

/** A count of a drawer rings until the next one, for so long at most. */
const countsLookedAtMs = 24 * 3_600_000;

export async function pointsNow(tx: Tx, kind: AlertKind, { now, today }: Moment): Promise<Point[]> {
  const day = { from: today, to: today };
  switch (kind) {
    case 'conversion-drop':
      return conversions(tx, day);
    case 'cart-abandonment':
      return abandonments(tx, day);
    case 'sales-off':
      return salesSoFar(tx, today, now);
    case 'cash-difference':
      return latestOfEach(await tillCounts(tx, new Date(now.getTime() - countsLookedAtMs)));
    case 'stock-out':
    case 'edge-silent':
    case 'reconciliation-off':
      return gapPoints(tx, kind, { now, today, since: now, openOnly: true });
  }
}

/** @param days that are over, before today. */
export async function pointsBefore(
  tx: Tx,
  kind: AlertKind,
  { now, today }: Moment,
  days: number,
): Promise<Point[]> {
  const period = { from: dayAfter(today, -days), to: dayAfter(today, -1) };
  const since = new Date(now.getTime() - days * 86_400_000);
  switch (kind) {
    case 'conversion-drop':
      return conversions(tx, period);
    case 'cart-abandonment':
      return abandonments(tx, period);
    case 'sales-off':
      return salesDays(tx, period);
    case 'cash-difference':
      return tillCounts(tx, since);
    case 'stock-out':
    case 'edge-silent':
    case 'reconciliation-off':
      return gapPoints(tx, kind, { now, today, since, openOnly: false });
  }
}

/** @param points in order of time. */
const latestOfEach = (points: readonly Point[]): Point[] => [
  ...new Map(points.map((point) => [point.key, point])).values(),
];
