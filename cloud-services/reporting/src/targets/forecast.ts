/**
 * What today will come to. The model: the share of a day that is done by this time is the one of the last eight same weekdays taken
 * together; what is sold so far, divided by that share, is the whole day. Its error is what the same forecast would have missed by on
 * each of those days, going by the eight before it. Pure. Why no better model: ADR 0047.
 */
export type DaySoFar = Readonly<{ date: string; soFarMinor: number; totalMinor: number }>;

export const forecastDays = 8;

export type Forecast = Readonly<{
  shareDone: number | null;
  endMinor: number | null;
  /** Mean of |forecast - total| / total. Null: no day could be forecast. */
  error: number | null;
  days: number;
}>;

/**
 * @param soFarMinor of today, up to the same time of day as that of the days before.
 * @param before same weekdays before today, the newest first; up to twice `forecastDays`, the second half for the error alone.
 */
export function forecastOf(soFarMinor: number, before: readonly DaySoFar[]): Forecast {
  const recent = before.slice(0, forecastDays);
  const shareDone = shareOf(recent);
  const errors = recent.flatMap((day, index) => {
    const earlier = before.slice(index + 1, index + 1 + forecastDays);
    const end = endOf(day.soFarMinor, shareOf(earlier));
    return end === null || day.totalMinor <= 0 ? [] : Math.abs(end - day.totalMinor) / day.totalMinor;
  });
  return {
    shareDone,
    endMinor: endOf(soFarMinor, shareDone),
    error: errors.length === 0 ? null : errors.reduce((sum, one) => sum + one, 0) / errors.length,
    days: recent.filter(({ totalMinor }) => totalMinor > 0).length,
  };
}

/** Below a fiftieth of the day, one sale more or less would move the forecast by half. */
const shareMin = 0.02;

function shareOf(days: readonly DaySoFar[]): number | null {
  const sum = (of: (day: DaySoFar) => number) => days.reduce((all, day) => all + of(day), 0);
  const total = sum(({ totalMinor }) => totalMinor);
  const share = total > 0 ? sum(({ soFarMinor }) => soFarMinor) / total : 0;
  return share < shareMin ? null : Math.min(1, share);
}

const endOf = (soFarMinor: number, share: number | null) =>
  share === null ? null : Math.round(soFarMinor / share);
