import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';

/** A moment as head office reads it. */
export function useInstant(): (instant: string) => string {
  const locale = useLocale();
  return (instant) => {
    const at = new Date(instant);
    return `${formatDay(at, headOfficeTimeZone)}, ${formatTime(at, locale, headOfficeTimeZone)}`;
  };
}
