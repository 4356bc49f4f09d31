/**
 * What a month's target would have come to by now, spread evenly over its days: those that are over, and of today the share that such a
 * day has done by this hour. Pure.
 * @param today an ISO date.
 * @param shareOfToday 0 to 1; null where no day before tells it: today then counts once it is over.
 */
export function evenPaceMinor(targetMinor: number, today: string, shareOfToday: number | null): number {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Math.round((targetMinor * (day - 1 + (shareOfToday ?? 0))) / daysInMonth);
}
