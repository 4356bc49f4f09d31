/** The dashboard's revenue in equal steps: hours of one day, days, or months of a long period. Pure. */
import type { Dashboard } from '@comptoir/reporting/api';

export type Step = Readonly<{
  /** Hour `0`…`23`, a day, or a month `2026-11`. */
  key: string;
  kind: 'hour' | 'day' | 'month';
  /** Null: it has not come yet. */
  revenueMinor: number | null;
  beforeMinor: number;
}>;

/** Beyond so many days, a point a day is a hedge: months tell more. */
const daysMax = 62;
/** Hours that are shown also when nothing was sold. */
const [openHour, closeHour] = [8, 21];

/** @param hourNow of the head office's clock when the period is today, else null. */
export function stepsOf({ from, to, byDay, byHour }: Dashboard, hourNow: number | null): Step[] {
  if (from === to && byHour) {
    const busy = byHour.filter(
      ({ revenueMinor, beforeRevenueMinor }) => revenueMinor !== 0 || beforeRevenueMinor !== 0,
    );
    const hours = busy.map(({ hour }) => hour);
    const [first, last] = [Math.min(openHour, ...hours), Math.max(closeHour, ...hours)];
    return byHour
      .filter(({ hour }) => hour >= first && hour <= last)
      .map(({ hour, revenueMinor, beforeRevenueMinor }) => ({
        key: String(hour),
        kind: 'hour',
        revenueMinor: hourNow !== null && hour > hourNow ? null : revenueMinor,
        beforeMinor: beforeRevenueMinor,
      }));
  }
  if (byDay.length <= daysMax)
    return byDay.map(({ date, revenueMinor, beforeRevenueMinor }) => ({
      key: date,
      kind: 'day',
      revenueMinor,
      beforeMinor: beforeRevenueMinor,
    }));
  const months = new Map<string, Step>();
  for (const { date, revenueMinor, beforeRevenueMinor } of byDay) {
    const key = date.slice(0, 7);
    const known = months.get(key);
    months.set(key, {
      key,
      kind: 'month',
      revenueMinor: (known?.revenueMinor ?? 0) + revenueMinor,
      beforeMinor: (known?.beforeMinor ?? 0) + beforeRevenueMinor,
    });
  }
  return [...months.values()];
}

/** The step with the most revenue; undefined when there was none. */
export const bestStep = (steps: readonly Step[]): Step | undefined =>
  steps
    .filter(({ revenueMinor }) => (revenueMinor ?? 0) > 0)
    .sort((a, b) => (b.revenueMinor ?? 0) - (a.revenueMinor ?? 0))[0];
