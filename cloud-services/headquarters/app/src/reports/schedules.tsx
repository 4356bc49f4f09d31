import type { GenerateRequest, PeriodName, ReportRequest, Scheduled } from '@comptoir/reporting/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { TimeField } from '../times/time-field.tsx';
import { cronOf, everies, type Frequency, frequencyOf } from './frequency.ts';
import css from './reports.module.css';
import { usePeriodWords, useReportWords } from './use-report-words.ts';
import { useSchedules } from './use-schedules.ts';

type Asked = Pick<ReportRequest['parameters'], 'groupBy' | 'storeId' | 'channel' | 'custom'>;
type Reports = readonly [ReportRequest['report'], ...ReportRequest['report'][]];
const formats = ['csv', 'xlsx', 'pdf'] as const;
const periods: readonly PeriodName[] = [
  'yesterday',
  'last-7-days',
  'last-week',
  'last-month',
  'month-to-date',
  'today',
];

/** *Envois planifiés*: these reports made again and again and mailed, with the page's grouping or choice, store and channel. */
export function Schedules({ asked, reports }: { asked: Asked; reports: Reports }) {
  const { t } = useLingui();
  const { schedules, plan, cancel } = useSchedules();
  const items = schedules.data?.items;
  return (
    <section className={css.files} aria-labelledby="schedules-title">
      <h2 id="schedules-title">{t`Envois planifiés`}</h2>
      <ScheduleForm asked={asked} reports={reports} isPending={plan.isPending} onPlan={plan.mutateAsync} />
      {plan.error ? <FaultMessage fault={plan.error} /> : null}
      {cancel.error ? <FaultMessage fault={cancel.error} /> : null}
      {schedules.error ? <FaultMessage fault={schedules.error} /> : null}
      {items?.length === 0 ? (
        <p className="empty">{t`Aucun envoi planifié. Planifiez-en un : chaque destinataire reçoit un lien vers le fichier.`}</p>
      ) : null}
      {items && items.length > 0 ? (
        <ul className={`sheet ${css.jobs}`}>
          {items.map((one) => (
            <ScheduleRow
              key={one.scheduleId}
              scheduled={one}
              isPending={cancel.isPending}
              onCancel={() => cancel.mutate(one.scheduleId)}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function ScheduleForm(props: {
  asked: Asked;
  reports: Reports;
  isPending: boolean;
  onPlan: (request: GenerateRequest) => Promise<unknown>;
}) {
  const { t } = useLingui();
  const language = useLocale() === 'en-CA' ? 'en' : 'fr';
  const reportWords = useReportWords();
  const periodWords = usePeriodWords();
  const everyWords = useEveryWords();
  const weekdays = useWeekdays();
  const [report, setReport] = useState(props.reports[0]);
  const [period, setPeriod] = useState<PeriodName>('yesterday');
  const [format, setFormat] = useState<(typeof formats)[number]>('xlsx');
  const [frequency, setFrequency] = useState<Frequency>({ every: 'day', time: '07:00', weekday: 1 });
  const [recipients, setRecipients] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { groupBy, ...asked } = props.asked;
    const parameters = { ...asked, period, ...(report === 'sales-consolidated' ? { groupBy } : {}) };
    const schedule = {
      cron: cronOf(frequency),
      timeZone: headOfficeTimeZone,
      recipients: recipients.split(/[\s,;]+/).filter((one) => one !== ''),
    };
    props.onPlan({ report, parameters, format, language, schedule }).then(
      () => setRecipients(''),
      // It is shown below the form.
      () => undefined,
    );
  };
  return (
    <form className={css.generate} onSubmit={submit} data-testid="schedule-form">
      {props.reports.length > 1 ? (
        <Choice
          label={t`Rapport`}
          value={report}
          words={reportWords}
          order={props.reports}
          onChange={setReport}
        />
      ) : null}
      <Choice
        label={t`Période`}
        value={period}
        words={periodWords}
        order={periods}
        onChange={setPeriod}
        testId="schedule-period"
      />
      <Choice
        label={t`Format`}
        value={format}
        words={{ csv: 'CSV', xlsx: 'XLSX', pdf: 'PDF' }}
        onChange={setFormat}
      />
      <Choice
        label={t`Fréquence`}
        value={frequency.every}
        words={everyWords}
        order={everies}
        onChange={(every) => setFrequency({ ...frequency, every })}
        testId="schedule-every"
      />
      {frequency.every === 'week' ? (
        <Choice
          label={t`Jour`}
          value={String(frequency.weekday)}
          words={weekdays}
          order={['1', '2', '3', '4', '5', '6', '0']}
          onChange={(day) => setFrequency({ ...frequency, weekday: Number(day) })}
        />
      ) : null}
      <label className={css.field} htmlFor="schedule-time">
        <span>{t`Heure`}</span>
        <TimeField
          id="schedule-time"
          time={frequency.time}
          onTime={(time) => setFrequency({ ...frequency, time })}
          testId="schedule-time"
        />
      </label>
      <label className={`${css.field} ${css.recipients}`}>
        <span>{t`Destinataires, séparés par des virgules`}</span>
        <input
          type="email"
          multiple
          required
          value={recipients}
          placeholder={t`direction@exemple.ca`}
          onChange={(event) => setRecipients(event.target.value)}
          data-testid="schedule-recipients"
        />
      </label>
      <button type="submit" className="button" disabled={props.isPending} data-testid="schedule">
        {t`Planifier`}
      </button>
      <p
        className={css.note}
      >{t`Heure de Montréal. Un premier fichier est fait tout de suite, sans être envoyé.`}</p>
    </form>
  );
}

function Choice<V extends string>(props: {
  label: string;
  value: V;
  words: Readonly<Record<V, string>>;
  order?: readonly V[];
  onChange: (value: V) => void;
  testId?: string;
}) {
  const { label, value, words, onChange, testId } = props;
  const order = props.order ?? (Object.keys(words) as V[]);
  return (
    <label className={css.field}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as V)} data-testid={testId}>
        {order.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function ScheduleRow(props: { scheduled: Scheduled; isPending: boolean; onCancel: () => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const reportWords = useReportWords();
  const periodWords = usePeriodWords();
  const say = useFrequencyText();
  const { report, parameters, format, schedule, nextRunAt } = props.scheduled;
  const next = new Date(nextRunAt);
  const { timeZone } = schedule;
  const nextText = `${formatDay(next, timeZone)}, ${formatTime(next, locale, timeZone)}`;
  const period = parameters.period
    ? periodWords[parameters.period]
    : `${parameters.from ?? ''}–${parameters.to ?? ''}`;
  return (
    <li data-testid="report-schedule">
      <span className={css.planned}>
        <span>
          {reportWords[report]} · {format.toUpperCase()} · {period}
        </span>
        <span className="muted">{schedule.recipients.join(', ')}</span>
      </span>
      <span className={css.planned}>
        <span>{say(schedule.cron)}</span>
        <span className="muted">{t`Prochain envoi : ${nextText}`}</span>
      </span>
      <button
        type="button"
        className="button"
        disabled={props.isPending}
        onClick={props.onCancel}
        data-testid="cancel-schedule"
      >{t`Annuler l’envoi`}</button>
    </li>
  );
}

function useEveryWords(): Readonly<Record<Frequency['every'], string>> {
  const { t } = useLingui();
  return {
    day: t`Chaque jour`,
    workday: t`Du lundi au vendredi`,
    week: t`Chaque semaine`,
    month: t`Le 1er du mois`,
  };
}

/** By number, Sunday is 0. */
function useWeekdays(): Readonly<Record<string, string>> {
  const locale = useLocale();
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // 4 January 1970 was a Sunday.
  return Object.fromEntries(
    Array.from({ length: 7 }, (_, day) => [String(day), name.format(Date.UTC(1970, 0, 4 + day))]),
  );
}

function useFrequencyText(): (cron: string) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const weekdays = useWeekdays();
  return (cron) => {
    const frequency = frequencyOf(cron);
    if (!frequency) return cron;
    const time = formatTime(new Date(`1970-01-01T${frequency.time}Z`), locale, 'UTC');
    const weekday = weekdays[frequency.weekday] ?? '';
    const texts = {
      day: t`Chaque jour à ${time}`,
      workday: t`Du lundi au vendredi à ${time}`,
      week: t`Chaque ${weekday} à ${time}`,
      month: t`Le 1er de chaque mois à ${time}`,
    };
    return texts[frequency.every];
  };
}
