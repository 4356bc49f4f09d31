import type { LastMinutes } from '@comptoir/reporting/targets/api';
import { formatDay, formatMoney, formatNumber, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { ChartFigure } from '../charts/chart-figure.tsx';
import { TimeChart, type TimeSeries } from '../charts/time-chart.tsx';
import { minutePath } from '../figures/behind.ts';
import { useTold } from '../figures/use-report.ts';
import type { Filters } from '../filters/use-filters.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';

const refreshMs = 10_000;

/** Now: each of the last sixty minutes. */
export default function LastHour({ filters }: { filters: Filters }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { storeId, channel } = filters;
  const search = new URLSearchParams({ ...(storeId ? { storeId } : {}), ...(channel ? { channel } : {}) });
  const told = useTold<LastMinutes>(`now?${search}`, refreshMs).data;
  const minutes = told?.minutes;
  const name = t`Chiffre d’affaires`;
  const labels = useMemo(
    () => (minutes ?? []).map(({ at }) => formatTime(new Date(at), locale, headOfficeTimeZone)),
    [minutes, locale],
  );
  const series = useMemo<TimeSeries[]>(
    () => [{ label: name, values: (minutes ?? []).map(({ revenueMinor }) => revenueMinor), colour: 1 }],
    [minutes, name],
  );
  if (!minutes) return null;
  const money = (minor: number) => formatMoney(minor, locale);
  const sales = minutes.reduce((sum, one) => sum + one.sales, 0);
  const revenue = money(minutes.reduce((sum, one) => sum + one.revenueMinor, 0));
  const count = formatNumber(sales, locale);
  return (
    <ChartFigure
      title={t`La dernière heure, par minute`}
      sentence={sales === 0 ? t`Aucune vente depuis une heure.` : t`Ventes : ${count}, pour ${revenue}.`}
      testId="last-hour"
      table={{
        columns: [t`Heure`, name, t`Ventes`],
        rows: minutes
          .filter((one) => one.sales > 0 || one.revenueMinor !== 0)
          .map((one) => ({
            head: formatTime(new Date(one.at), locale, headOfficeTimeZone),
            to: minutePath(filters, one.at, formatDay(new Date(one.at), headOfficeTimeZone)),
            cells: [money(one.revenueMinor), formatNumber(one.sales, locale)],
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
