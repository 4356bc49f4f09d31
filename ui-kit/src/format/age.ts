/** When something was last so: `14 h 05`, `hier, 16 h 40`, `2026-11-20`. In the store's own time. */
import { formatDay, formatTime, type Locale } from './format.ts';

const dayMs = 86_400_000;

export function formatAge(
  at: Date,
  now: Date,
  { locale, timeZone, yesterday }: Readonly<{ locale: Locale; timeZone: string; yesterday: string }>,
): string {
  const day = formatDay(at, timeZone);
  if (day === formatDay(now, timeZone)) return formatTime(at, locale, timeZone);
  if (day === formatDay(new Date(now.getTime() - dayMs), timeZone))
    return `${yesterday}, ${formatTime(at, locale, timeZone)}`;
  return day;
}
