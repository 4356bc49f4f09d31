import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';

/** A day and an hour, of head office. */
export function Moment({ at }: { at: string }) {
  const locale = useLocale();
  const moment = new Date(at);
  return (
    <time dateTime={at}>
      {formatDay(moment, headOfficeTimeZone)}, {formatTime(moment, locale, headOfficeTimeZone)}
    </time>
  );
}
