import { useLocale } from '../i18n/use-locale.ts';

/** A Monday. */
const monday = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;

/** From Monday to Sunday. */
export function useWeekdays(): readonly string[] {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, at) => format.format(monday + at * dayMs));
}
