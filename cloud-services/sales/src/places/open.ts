/** When a store is open. Pure. */
import { isHoliday } from '@comptoir/service-kit/holidays/holidays';
import { localDay } from '@comptoir/service-kit/local-day';
import { dayAfter, instantOf, minutesOf } from '@comptoir/service-kit/wall-clock';
import type { OpenFromTo, Opening, OpeningHours } from './api.ts';

/** Whose clock tells its hours, and whose province its holidays: `CA-QC`. */
type Place = Readonly<{ timeZone: string; jurisdiction: string }>;

/** @param days from that of `now` on. */
export function openingsOf(
  hours: OpeningHours,
  { timeZone, jurisdiction }: Place,
  now: Date,
  days: number,
): Opening[] {
  const today = localDay(timeZone, now);
  return Array.from({ length: days }, (_, ahead) => dayAfter(today, ahead)).flatMap((day) => {
    const open = hoursOf(hours, jurisdiction, day);
    const at = (clock: string) => instantOf(day, minutesOf(clock), timeZone);
    return open ? [{ startsAt: at(open.from), endsAt: at(open.to) }] : [];
  });
}

export function isOpenAt(hours: OpeningHours, place: Place, now: Date): boolean {
  const at = now.toISOString();
  return openingsOf(hours, place, now, 1).some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
}

function hoursOf(
  { week, onHolidays, exceptions }: OpeningHours,
  jurisdiction: string,
  day: string,
): OpenFromTo | null {
  const exception = exceptions.find((one) => one.day === day);
  if (exception) return exception.hours;
  if (!onHolidays && isHoliday(day, jurisdiction)) return null;
  return week[(new Date(day).getUTCDay() + 6) % 7] ?? null;
}
