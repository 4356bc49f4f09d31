/** Days and hours as a clock on the wall shows them, and the instants that they are. Pure. A day is `YYYY-MM-DD`. */
import { utcOffsetMinutes } from '@comptoir/pricing';

export const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayAfter = (day: string, days: number): string =>
  new Date(midnight(day) + days * 86_400_000).toISOString().slice(0, 10);
export const weekdayOf = (day: string): number => new Date(midnight(day)).getUTCDay() || 7;

/** What a clock on the wall shows, as an instant; asked twice, since the first answer may lie across a change of the clocks. */
export function instantOf(day: string, minuteOfDay: number, timeZone: string): string {
  const shownMs = midnight(day) + minuteOfDay * 60_000;
  const near = new Date(shownMs - utcOffsetMinutes(new Date(shownMs), timeZone) * 60_000);
  return new Date(shownMs - utcOffsetMinutes(near, timeZone) * 60_000).toISOString();
}
