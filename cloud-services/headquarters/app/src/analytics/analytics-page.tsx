import { formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import type { Of } from '../figures/behind.ts';
import { CashiersTable, DiscountsTable, ReturnsTable } from '../figures/given-tables.tsx';
import filterCss from '../filters/filters.module.css';
import { daysOf, isPeriod, type PeriodName } from '../filters/period.ts';
import { PeriodPicker } from '../filters/period-picker.tsx';
import { ScopeFields } from '../filters/scope-fields.tsx';
import { useFilters } from '../filters/use-filters.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone, today } from '../live/today.ts';
import { Abc } from './abc.tsx';
import { Affinities } from './affinities.tsx';
import { AnalyticsTabs, isAnalysis } from './analytics-tabs.tsx';
import { Cohorts } from './cohorts.tsx';
import { Funnel } from './funnel.tsx';
import { ProductTable } from './product-table.tsx';
import { TopAndSlow } from './top-and-slow.tsx';
import { useAnalytics } from './use-analytics.ts';

/** What sells and what does not, who comes again, what is given away, and where losses hide. */
export function AnalyticsPage() {
  const { filters, search, set } = useFilters();
  const told = search.get('period');
  // A day says little about a product.
  const period: PeriodName = isPeriod(told) ? told : 'month';
  const choose = useCallback((name: PeriodName) => set('period', name), [set]);
  const asked = search.get('analysis');
  const analysis = isAnalysis(asked) ? asked : 'products';
  const of = { days: daysOf(period, today()), filters };
  return (
    <>
      <h1>
        <Trans>Analyses</Trans>
      </h1>
      <AnalyticsTabs analysis={analysis} />
      <div className={filterCss.filters}>
        <PeriodPicker period={period} onChange={choose} />
        <ScopeFields filters={filters} onChange={set} />
      </div>
      {analysis === 'products' ? <Products {...of} /> : null}
      {analysis === 'customers' ? (
        <>
          <Cohorts filters={filters} />
          <Funnel {...of} />
        </>
      ) : null}
      {analysis === 'given' ? (
        <>
          <DiscountsTable {...of} />
          <ReturnsTable {...of} />
        </>
      ) : null}
      {analysis === 'losses' ? <CashiersTable {...of} /> : null}
    </>
  );
}

function Products(of: Of) {
  const { t } = useLingui();
  const locale = useLocale();
  const { data, error } = useAnalytics(of.days, of.filters);
  if (error) return <FaultMessage fault={error} />;
  if (!data) return null;
  const asOf = formatTime(new Date(data.asOf), locale, headOfficeTimeZone);
  return (
    <>
      <p className="muted">{t`à jour à ${asOf}`}</p>
      <TopAndSlow analytics={data} of={of} />
      <Abc classes={data.classes} of={of} />
      <ProductTable title={t`Chiffres des meilleures ventes`} products={data.top} of={of} />
      <Affinities affinities={data.affinities} of={of} />
    </>
  );
}
