/** The periods that head office looks at. Pure: the day that is today arrives as an argument. Weeks begin on Monday. */
export const periodNames = ['today', 'week', 'month', 'year'] as const;
export type PeriodName = (typeof periodNames)[number];
export type Days = Readonly<{ from: string; to: string }>;

/** One letter each, as on the keyboard. Source: docs, screens, 6. */
export const periodKeys: Readonly<Record<PeriodName, string>> = {
  today: 'T',
  week: 'W',
  month: 'M',
  year: 'Y',
};

const dayMs = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Up to today: what has not been sold yet is not compared. */
export function daysOf(period: PeriodName, today: string): Days {
  const from: Readonly<Record<PeriodName, () => string>> = {
    today: () => today,
    week: () => dayOf(Date.parse(today) - ((new Date(today).getUTCDay() + 6) % 7) * dayMs),
    month: () => `${today.slice(0, 7)}-01`,
    year: () => `${today.slice(0, 4)}-01-01`,
  };
  return { from: from[period](), to: today };
}

export const isPeriod = (text: string | null): text is PeriodName =>
  periodNames.some((name) => name === text);
