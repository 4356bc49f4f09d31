import { formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useCallback } from 'react';
import type { Of } from '../figures/behind.ts';
import { Definition } from '../figures/definition.tsx';
import { CashiersTable } from '../figures/given-tables.tsx';
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
import { Edges } from './edges.tsx';
import { Figures } from './figures.tsx';
import { Finance } from './finance.tsx';
import { Merchandise } from './merchandise.tsx';
import { Outlook } from './outlook.tsx';
import { Rankings } from './rankings.tsx';
import { useDashboard } from './use-dashboard.ts';
import { ViewTabs } from './view-tabs.tsx';
import { isView } from './views.ts';

/** The chart and its library come after the figures. */
const OverTime = lazy(() => import('./over-time.tsx'));

const LastHour = lazy(() => import('./last-hour.tsx'));

export function DashboardPage(props: { token: string }) {
  const { t } = useLingui();
  const { period, filters, search, set } = useFilters();
  const told = search.get('view');
  const view = isView(told) ? told : 'direction';
  const choose = useCallback((name: PeriodName) => set('period', name === 'today' ? null : name), [set]);
  const of = { days: daysOf(period, today()), filters };
  const isYear = search.get('against') === 'year';
  return (
    <>
      <header className={css.header}>
        <h1>
          <Trans>Tableau de bord</Trans>
        </h1>
      </header>
      <ViewTabs view={view} />
      {view === 'operations' ? (
        <Edges />
      ) : (
        <>
          <div className={filterCss.filters}>
            <PeriodPicker period={period} onChange={choose} />
            <ScopeFields filters={filters} onChange={set} />
            {view === 'direction' || view === 'store' ? (
              <label className={filterCss.field}>
                <span>{t`Comparé à`}</span>
                <select
                  value={isYear ? 'year' : ''}
                  onChange={({ target }) => set('against', target.value || null)}
                  data-testid="against"
                >
                  <option value="">{t`La semaine d’avant`}</option>
                  <option value="year">{t`L’an dernier`}</option>
                </select>
              </label>
            ) : null}
          </div>
          {view === 'finance' ? <Finance {...of} /> : null}
          {view === 'merchandise' ? <Merchandise {...of} /> : null}
          {view === 'direction' || view === 'store' ? (
            <Live token={props.token} of={of} view={view} against={isYear ? 'year' : 'before'} />
          ) : null}
        </>
      )}
    </>
  );
}

/** What the live socket tells. */
function Live(props: { token: string; of: Of; view: 'direction' | 'store'; against: 'before' | 'year' }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { of, view } = props;
  const { dashboard, connected } = useDashboard(props.token, of.days, of.filters, props.against);
  const told = dashboard.data;
  const asOf = told ? formatTime(new Date(told.asOf), locale, headOfficeTimeZone) : null;
  return (
    <>
      <p className={connected ? css.live : css.late} data-testid="live-state" data-connected={connected}>
        {connected ? t`En direct` : t`Liaison en reprise : chiffres relus toutes les 10 s`}
        {asOf ? <span>{t`à jour à ${asOf}`}</span> : null}
      </p>
      {dashboard.error ? <FaultMessage fault={dashboard.error} /> : null}
      {told ? (
        <>
          <Figures dashboard={told} of={of} />
          <p className={css.compared}>
            {told.before.upTo === null
              ? t`Comparé à la période du ${told.before.from} au ${told.before.to}.`
              : told.before.from === told.before.to
                ? t`Comparé au ${told.before.to}, jusqu’à la même heure.`
                : t`Comparé à la période du ${told.before.from} au ${told.before.to}, jusqu’à la même heure.`}{' '}
            <Definition of={props.against === 'year' ? 'lastYear' : 'comparison'} />
          </p>
          <Outlook filters={of.filters} />
          <Suspense fallback={<div className={`sheet ${css.skeleton}`} />}>
            <OverTime dashboard={told} filters={of.filters} />
            {view === 'store' ? <LastHour filters={of.filters} /> : null}
          </Suspense>
          {view === 'store' ? <CashiersTable {...of} /> : <Rankings dashboard={told} of={of} />}
        </>
      ) : null}
      <LatestSales token={props.token} />
    </>
  );
}
