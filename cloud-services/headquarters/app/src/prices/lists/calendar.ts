/** Where lists lie on a calendar of some weeks. Pure. */
import type { PriceListView } from '@comptoir/product/api';

const dayMs = 86_400_000;
export const shownDays = 42;

/** Of the shown span: from 0, its beginning, to 1, its end. */
export type Bar = Readonly<{ begin: number; end: number; goesOn: boolean }>;

/** @returns undefined for a list that does not count within the span. */
export function barOf({ from, to }: Pick<PriceListView, 'from' | 'to'>, fromMs: number): Bar | undefined {
  const [lengthMs, endMs] = [shownDays * dayMs, to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to)];
  const [begin, end] = [(Date.parse(from) - fromMs) / lengthMs, (endMs - fromMs) / lengthMs];
  if (begin >= 1 || end <= 0) return undefined;
  return { begin: Math.max(begin, 0), end: Math.min(end, 1), goesOn: end > 1 };
}

/** Monday of the week that holds a moment, at midnight by this computer's clock. */
export function mondayOf(moment: Date): Date {
  const day = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day;
}

export const weeksFrom = (monday: Date): Date[] =>
  Array.from(
    { length: shownDays / 7 },
    (_, week) => new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + week * 7),
  );

export type Scope = Readonly<{ storeId: string | null; channel: 'pos' | 'web' | null }>;

/** Whether a list counts anywhere in what is looked at. */
export const isInScope = (
  list: Pick<PriceListView, 'channel' | 'storeIds'>,
  { storeId, channel }: Scope,
): boolean =>
  (channel === null || list.channel === undefined || list.channel === channel) &&
  (storeId === null || list.storeIds === undefined || list.storeIds.includes(storeId));
