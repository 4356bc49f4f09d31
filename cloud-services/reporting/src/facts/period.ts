/** Days and the period before. Pure; a day is `YYYY-MM-DD` of a store's calendar, and time arrives as an argument. */
import { problem } from '@comptoir/service-kit/http/problem';
import { dayAfter } from '@comptoir/service-kit/wall-clock';
import type { PeriodName } from '../api.ts';

export type Period = Readonly<{ from: string; to: string }>;

const dayMs = 86_400_000;
const daysMax = 366 * 5;

/** Both ends counted. */
export const daysOf = ({ from, to }: Period): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

/** @returns today alone where nothing is told. @throws Problem 422 when it ends before it begins, or is longer than five years. */
export function periodOf(
  told: Readonly<{ from?: string | undefined; to?: string | undefined }>,
  today: string,
): Period {
  const to = told.to ?? (told.from && told.from > today ? told.from : today);
  const period = { from: told.from ?? to, to };
  const days = daysOf(period);
  if (days < 1)
    throw problem(
      422,
      'bad-period',
      'The period ends before it begins',
      'Send a `to` that is not before `from`.',
    );
  if (days > daysMax)
    throw problem(422, 'period-too-long', 'The period is too long', `Ask for at most ${daysMax} days.`);
  return period;
}

/** Weeks begin on Monday. */
export function namedPeriod(name: PeriodName, today: string): Period {
  const yesterday = dayAfter(today, -1);
  const monday = dayAfter(today, -((new Date(today).getUTCDay() + 6) % 7));
  const firstOfMonth = `${today.slice(0, 7)}-01`;
  const lastMonth = dayAfter(firstOfMonth, -1);
  const periods: Readonly<Record<PeriodName, Period>> = {
    today: { from: today, to: today },
    yesterday: { from: yesterday, to: yesterday },
    'last-7-days': { from: dayAfter(today, -7), to: yesterday },
    'last-week': { from: dayAfter(monday, -7), to: dayAfter(monday, -1) },
    'last-month': { from: `${lastMonth.slice(0, 7)}-01`, to: lastMonth },
    'month-to-date': { from: firstOfMonth, to: today },
  };
  return periods[name];
}

export type Before = Readonly<{
  period: Period;
  /** How far back it lies: whole weeks, so that a Tuesday meets a Tuesday. */
  shiftDays: number;
  /** The period is not over: its counterpart is counted up to the same moment of this last day. Null: it is counted whole. */
  cutDay: string | null;
}>;

const yearDays = 52 * 7;

/** The period that ours is compared with: whole weeks back, at least as long or a year; no further than ours has come. */
export function periodBefore(period: Period, today: string, against: 'before' | 'year' = 'before'): Before {
  const weeksDays = Math.ceil(daysOf(period) / 7) * 7;
  const shiftDays = against === 'year' ? Math.max(yearDays, weeksDays) : weeksDays;
  const isRunning = period.to >= today && period.from <= today;
  const to = dayAfter(isRunning ? today : period.to, -shiftDays);
  return {
    period: { from: dayAfter(period.from, -shiftDays), to },
    shiftDays,
    cutDay: isRunning ? to : null,
  };
}

/** Whole months of a period, and the days at its ends that are not: `[from, to]` each, `months` by their first days. */
export function wholeMonths({ from, to }: Period): { days: Period[]; months: Period | null } {
  const firstOf = (day: string) => `${day.slice(0, 7)}-01`;
  const nextMonth = (day: string) => firstOf(dayAfter(firstOf(day), 31));
  const first = from === firstOf(from) ? from : nextMonth(from);
  const afterTo = dayAfter(to, 1);
  const end = firstOf(afterTo);
  if (first >= end) return { days: [{ from, to }], months: null };
  const days: Period[] = [];
  if (from < first) days.push({ from, to: dayAfter(first, -1) });
  if (end < afterTo) days.push({ from: end, to });
  return { days, months: { from: first, to: firstOf(dayAfter(end, -1)) } };
}

/** Of pieces that are in order and apart from one another: those that lie in a period, and its days that are in none of them. */
export function coveredBy(
  { from, to }: Period,
  pieces: readonly Period[],
): { pieces: Period[]; gaps: Period[] } {
  const within = pieces.filter((piece) => piece.from >= from && piece.to <= to);
  const gaps: Period[] = [];
  let next = from;
  for (const piece of within) {
    if (next < piece.from) gaps.push({ from: next, to: dayAfter(piece.from, -1) });
    next = dayAfter(piece.to, 1);
  }
  if (next <= to) gaps.push({ from: next, to });
  return { pieces: within, gaps };
}

/** The days of a period that are over, and those from today on. */
export const partsOf = ({ from, to }: Period, today: string) => ({
  over: from < today ? { from, to: to < today ? to : dayAfter(today, -1) } : null,
  running: to >= today ? { from: from > today ? from : today, to } : null,
});
