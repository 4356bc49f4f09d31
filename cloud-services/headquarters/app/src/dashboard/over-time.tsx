import type { Dashboard } from '@comptoir/reporting/api';
import { formatMoney, type Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { ChartFigure } from '../charts/chart-figure.tsx';
import { TimeChart, type TimeSeries } from '../charts/time-chart.tsx';
import { documentsPath, groupPath, type Of } from '../figures/behind.ts';
import type { Filters } from '../filters/use-filters.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone, today } from '../live/today.ts';
import { bestStep, type Step, stepsOf } from './steps.ts';

/** Hours against the same weekday of the week before; days and months against theirs. */
export default function OverTime({ dashboard, filters }: { dashboard: Dashboard; filters: Filters }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { from, to, before } = dashboard;
  const isToday = from === to && to === today();
  const steps = useMemo(() => stepsOf(dashboard, isToday ? hourNow() : null), [dashboard, isToday]);
  const labels = useMemo(() => steps.map((step) => stepLabel(step, locale)), [steps, locale]);
  const nowName = isToday ? t`Aujourd’hui` : t`Cette période`;
  const beforeName = from === to ? t`${weekdayText(before.from, locale)} dernier` : t`Période précédente`;
  const series = useMemo<TimeSeries[]>(
    () => [
      { label: nowName, values: steps.map(({ revenueMinor }) => revenueMinor), colour: 1 },
      { label: beforeName, values: steps.map(({ beforeMinor }) => beforeMinor), colour: 2, isDashed: true },
    ],
    [steps, nowName, beforeName],
  );
  const money = (minor: number) => formatMoney(minor, locale);
  const best = bestStep(steps);
  const kind = steps[0]?.kind ?? 'hour';
  const titles: Readonly<Record<Step['kind'], string>> = {
    hour: t`Ventes par heure`,
    day: t`Ventes par jour`,
    month: t`Ventes par mois`,
  };
  const heads: Readonly<Record<Step['kind'], string>> = { hour: t`Heure`, day: t`Jour`, month: t`Mois` };
  const sentence = best
    ? t`Le plus fort : ${longLabel(best, locale)}, ${money(best.revenueMinor ?? 0)}.`
    : t`Aucune vente dans cette période.`;
  return (
    <ChartFigure
      title={titles[kind]}
      sentence={sentence}
      testId="over-time"
      table={{
        columns: [heads[kind], nowName, beforeName],
        rows: steps.map((step) => ({
          head: longLabel(step, locale),
          to: step.revenueMinor ? stepPath(step, { days: { from, to }, filters }) : null,
          cells: [step.revenueMinor === null ? '—' : money(step.revenueMinor), money(step.beforeMinor)],
        })),
      }}
    >
      <TimeChart
        labels={labels}
        series={series}
        format={money}
        formatAxis={(minor) =>
          formatMoney(Math.round(minor / 100) * 100, locale).replace(/[.,]00(?=\D|$)/, '')
        }
      />
    </ChartFigure>
  );
}

function stepPath({ key, kind }: Step, of: Of): string | null {
  if (kind === 'hour') return documentsPath(of, { hour: key });
  return kind === 'day' ? groupPath('day', key, of) : groupPath('month', `${key}-01`, of);
}

const hourNow = () =>
  Number(
    new Intl.DateTimeFormat('en-CA', {
      hour: 'numeric',
      hourCycle: 'h23',
      timeZone: headOfficeTimeZone,
    }).format(),
  );

const dateText = (day: string, locale: Locale, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
const weekdayText = (day: string, locale: Locale) => {
  const text = dateText(day, locale, { weekday: 'long' });
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function hourText(hour: number, locale: Locale): string {
  if (locale === 'fr-CA') return `${hour}\u00a0h`;
  return `${hour % 12 === 0 ? 12 : hour % 12}\u00a0${hour < 12 ? 'a.m.' : 'p.m.'}`;
}

const stepLabel = ({ key, kind }: Step, locale: Locale): string =>
  kind === 'hour'
    ? hourText(Number(key), locale)
    : kind === 'day'
      ? dateText(key, locale, { day: 'numeric', month: 'short' })
      : dateText(`${key}-01`, locale, { month: 'short' });

const longLabel = ({ key, kind }: Step, locale: Locale): string =>
  kind === 'hour'
    ? hourText(Number(key), locale)
    : kind === 'day'
      ? dateText(key, locale, { weekday: 'long', day: 'numeric', month: 'long' })
      : dateText(`${key}-01`, locale, { month: 'long', year: 'numeric' });
