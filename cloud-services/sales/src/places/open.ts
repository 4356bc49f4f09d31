/** Whether a store is open. Pure. */
import { utcOffsetMinutes } from '@comptoir/pricing';
import { isHoliday } from '@comptoir/service-kit/holidays/holidays';
import type { OpenFromTo, OpeningHours } from './api.ts';

/** @param store whose clock tells its hours, and whose province its holidays: `CA-QC`. */
export function isOpenAt(
  hours: OpeningHours,
  store: Readonly<{ timeZone: string; jurisdiction: string }>,
  now: Date,
): boolean {
  const shown = new Date(now.getTime() + utcOffsetMinutes(now, store.timeZone) * 60_000).toISOString();
  const [day, clock] = [shown.slice(0, 10), shown.slice(11, 16)];
  const open = hoursOf(hours, store.jurisdiction, day);
  return open !== null && open.from <= clock && clock < open.to;
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
