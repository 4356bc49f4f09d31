import { formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import filterCss from '../filters/filters.module.css';
import { daysOf, isPeriod, type PeriodName } from '../filters/period.ts';
import { PeriodPicker } from '../filters/period-picker.tsx';
import { ScopeFields } from '../filters/scope-fields.tsx';
import { useFilters } from '../filters/use-filters.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone, today } from '../live/today.ts';
import { Affinities } from './affinities.tsx';
import css from './analytics.module.css';
import { ProductTable } from './product-table.tsx';
import { TopAndSlow } from './top-and-slow.tsx';
import { useAnalytics } from './use-analytics.ts';

/** What sells, what does not, and what is bought together. */
export function AnalyticsPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const { filters, search, set } = useFilters();
  const told = search.get('period');
  // A day says little about a product.
  const period: PeriodName = isPeriod(told) ? told : 'month';
  const choose = useCallback((name: PeriodName) => set('period', name), [set]);
  const analytics = useAnalytics(daysOf(period, today()), filters);
  const { data } = analytics;
  const asOf = data ? formatTime(new Date(data.asOf), locale, headOfficeTimeZone) : null;
  return (
    <>
      <header className={css.header}>
        <h1>
          <Trans>Analyse des produits</Trans>
        </h1>
        {asOf ? <p className="muted">{t`à jour à ${asOf}`}</p> : null}
      </header>
      <div className={filterCss.filters}>
        <PeriodPicker period={period} onChange={choose} />
        <ScopeFields filters={filters} onChange={set} />
      </div>
      {analytics.error ? <FaultMessage fault={analytics.error} /> : null}
      {data ? (
        <>
          <TopAndSlow analytics={data} />
          <ProductTable products={data.top} />
          <Affinities affinities={data.affinities} />
        </>
      ) : null}
    </>
  );
}
