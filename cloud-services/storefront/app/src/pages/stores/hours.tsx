import { formatTime, type Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import type { OpenFromTo, OpeningHours } from '../../shared/shapes/catalogue.ts';
import css from './stores.module.css';

/** A Monday. */
const monday = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;

/** When a store is open: its week, and the days that are otherwise. */
export function Hours({ hours }: { hours: OpeningHours }) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const told = (open: OpenFromTo | null) => (open ? timesText(open, locale) : t`fermé`);
  return (
    <>
      <table className={css.hours} data-testid="opening-hours">
        <caption>{t`Heures d’ouverture`}</caption>
        <tbody>
          {hours.week.map((open, at) => {
            const name = weekday.format(monday + at * dayMs);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{told(open)}</td>
              </tr>
            );
          })}
          {hours.exceptions.map(({ day, hours: open }) => (
            <tr key={day}>
              <th scope="row">
                <time dateTime={day}>{day}</time>
              </th>
              <td>{told(open)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hours.onHolidays ? null : <p className={css.note}>{t`Fermé les jours fériés`}</p>}
    </>
  );
}

const timesText = ({ from, to }: OpenFromTo, locale: Locale): string =>
  [from, to].map((clock) => clockText(clock, locale)).join(' – ');

/** `24:00` is midnight. */
const clockText = (clock: string, locale: Locale): string =>
  formatTime(new Date(`2026-01-05T${clock === '24:00' ? '00:00' : clock}:00Z`), locale, 'UTC');
