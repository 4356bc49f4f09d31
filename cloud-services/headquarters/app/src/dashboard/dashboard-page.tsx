import { formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useCallback } from 'react';
import filterCss from '../filters/filters.module.css';
import { daysOf, type PeriodName } from '../filters/period.ts';
import { PeriodPicker } from '../filters/period-picker.tsx';
import { ScopeFields } from '../filters/scope-fields.tsx';
import { useFilters } from '../filters/use-filters.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { LatestSales } from '../live/latest-sales.tsx';
import { headOfficeTimeZone, today } from '../live/today.ts';
import css from './dashboard.module.css';
import { Figures } from './figures.tsx';
import { Rankings } from './rankings.tsx';
import { useDashboard } from './use-dashboard.ts';

/** The chart and its library come after the figures. */
const OverTime = lazy(() => import('./over-time.tsx'));

export function DashboardPage(props: { token: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { period, filters, set } = useFilters();
  const choose = useCallback((name: PeriodName) => set('period', name === 'today' ? null : name), [set]);
  const { dashboard, connected } = useDashboard(props.token, daysOf(period, today()), filters);
  const told = dashboard.data;
  const asOf = told ? formatTime(new Date(told.asOf), locale, headOfficeTimeZone) : null;
  return (
    <>
      <header className={css.header}>
        <h1>
          <Trans>Tableau de bord</Trans>
        </h1>
        <p className={connected ? css.live : css.late} data-testid="live-state" data-connected={connected}>
          {connected ? t`En direct` : t`Liaison en reprise : chiffres relus toutes les 10 s`}
          {asOf ? <span>{t`à jour à ${asOf}`}</span> : null}
        </p>
      </header>
      <div className={filterCss.filters}>
        <PeriodPicker period={period} onChange={choose} />
        <ScopeFields filters={filters} onChange={set} />
      </div>
      {dashboard.error ? <FaultMessage fault={dashboard.error} /> : null}
      {told ? (
        <>
          <Figures dashboard={told} />
          <p className={css.compared}>
            {told.before.upTo === null
              ? t`Comparé à la période du ${told.before.from} au ${told.before.to}.`
              : told.before.from === told.before.to
                ? t`Comparé au ${told.before.to}, jusqu’à la même heure.`
                : t`Comparé à la période du ${told.before.from} au ${told.before.to}, jusqu’à la même heure.`}
          </p>
          <Suspense fallback={<div className={`sheet ${css.skeleton}`} />}>
            <OverTime dashboard={told} />
          </Suspense>
          <Rankings dashboard={told} />
        </>
      ) : null}
      <LatestSales token={props.token} />
    </>
  );
}
