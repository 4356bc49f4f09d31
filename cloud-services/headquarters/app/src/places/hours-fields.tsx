import { useLingui } from '@lingui/react/macro';
import { TimeField } from '../times/time-field.tsx';
import { type DayDraft, newException, type PlaceDraft } from './draft.ts';
import css from './places.module.css';
import { useWeekdays } from './use-weekdays.ts';

type Hours = PlaceDraft['hours'];
const exceptionsMax = 100;

/** When a store is open: its week, whether holidays close it, and the days that are otherwise. */
export function HoursFields(props: {
  hours: Hours;
  faults: Readonly<{ hours?: string | undefined; exceptions?: string | undefined }>;
  onChange: (hours: Hours) => void;
}) {
  const { t } = useLingui();
  const { hours, faults, onChange } = props;
  const weekdays = useWeekdays();
  const { week, exceptions } = hours;
  const setDay = (at: number, day: DayDraft) =>
    onChange({ ...hours, week: week.map((one, place) => (place === at ? day : one)) });
  const setException = (at: number, part: Partial<(typeof exceptions)[number]>) =>
    onChange({
      ...hours,
      exceptions: exceptions.map((one, place) => (place === at ? { ...one, ...part } : one)),
    });
  return (
    <fieldset className={css.group}>
      <legend>{t`Heures d’ouverture`}</legend>
      <label className="check">
        <input
          type="checkbox"
          checked={hours.isTold}
          onChange={({ target }) => onChange({ ...hours, isTold: target.checked })}
          data-testid="hours-told"
        />
        {t`Dire les heures à la clientèle`}
      </label>
      {hours.isTold ? (
        <>
          <ul className={css.days}>
            {week.map((day, at) => (
              <li key={weekdays[at]} data-testid={`day-${at + 1}`}>
                <Day name={weekdays[at] ?? ''} day={day} onChange={(next) => setDay(at, next)} />
              </li>
            ))}
          </ul>
          {faults.hours === undefined ? null : <small className={css.fault}>{faults.hours}</small>}
          <label className="check">
            <input
              type="checkbox"
              checked={hours.onHolidays}
              onChange={({ target }) => onChange({ ...hours, onHolidays: target.checked })}
              data-testid="hours-holidays"
            />
            {t`Ouvert aussi les jours fériés de la province, aux heures de la semaine`}
          </label>
          <ul className={css.days}>
            {exceptions.map((exception, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: its day is being typed.
              <li key={at} data-testid="exception">
                <input
                  type="date"
                  aria-label={t`Jour particulier`}
                  value={exception.day}
                  onChange={({ target }) => setException(at, { day: target.value })}
                />
                <Day
                  name={exception.day}
                  word={t`Ouvert`}
                  day={exception}
                  onChange={(next) => setException(at, next)}
                />
                <button
                  type="button"
                  className="button"
                  aria-label={t`Enlever le jour ${{ day: exception.day }}`}
                  onClick={() =>
                    onChange({ ...hours, exceptions: exceptions.filter((_, place) => place !== at) })
                  }
                >{t`Enlever`}</button>
              </li>
            ))}
          </ul>
          {faults.exceptions === undefined ? null : <small className={css.fault}>{faults.exceptions}</small>}
          <button
            type="button"
            className="button"
            disabled={exceptions.length >= exceptionsMax}
            onClick={() => onChange({ ...hours, exceptions: [...exceptions, newException] })}
            data-testid="add-exception"
          >{t`Ajouter un jour particulier`}</button>
        </>
      ) : null}
    </fieldset>
  );
}

/** @param word beside the box, where it is not the day's name. */
function Day(props: { name: string; word?: string; day: DayDraft; onChange: (day: DayDraft) => void }) {
  const { t } = useLingui();
  const { name, word = name, day, onChange } = props;
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={day.isOpen}
          onChange={({ target }) => onChange({ ...day, isOpen: target.checked })}
        />
        {word}
      </label>
      {day.isOpen ? (
        <span className={css.times}>
          <TimeField
            label={t`Ouvre, ${name}`}
            time={day.from}
            onTime={(from) => onChange({ ...day, from })}
          />
          {t`à`}
          <TimeField label={t`Ferme, ${name}`} time={day.to} onTime={(to) => onChange({ ...day, to })} />
        </span>
      ) : (
        <span className="muted">{t`fermé`}</span>
      )}
    </>
  );
}
