import type { GroupBy } from '@comptoir/reporting/api';
import { groupings } from '@comptoir/reporting/groupings';
import { formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import filterCss from '../filters/filters.module.css';
import { daysOf } from '../filters/period.ts';
import { ScopeFields } from '../filters/scope-fields.tsx';
import { useFilters } from '../filters/use-filters.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone, today } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { useMay } from '../session/may.ts';
import { accountReports } from './accounts/accounts-page.tsx';
import { ConsolidatedTable, useGroupingWords } from './consolidated-table.tsx';
import { Files } from './files.tsx';
import { ReportTabs } from './report-tabs.tsx';
import css from './reports.module.css';
import { Schedules } from './schedules.tsx';
import { isGrouping, useConsolidated } from './use-report.ts';

const salesReports = ['sales-consolidated', 'products', 'sale-lines'] as const;

export function ReportsPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const { filters, search, set } = useFilters();
  const words = useGroupingWords();
  const told = search.get('group');
  const groupBy: GroupBy = isGrouping(told) ? told : 'day';
  const month = daysOf('month', today());
  const days = { from: search.get('from') ?? month.from, to: search.get('to') ?? month.to };
  const mayReadAccounts = useMay('read-accounts');
  const report = useConsolidated(groupBy, days, filters);
  const names = useCashiers(groupBy === 'cashier');
  const { storeId, channel } = filters;
  const scope = { groupBy, ...(storeId ? { storeId } : {}), ...(channel ? { channel } : {}) };
  const asOf = report.data ? formatTime(new Date(report.data.asOf), locale, headOfficeTimeZone) : null;
  return (
    <>
      <header className={css.header}>
        <h1>
          <Trans>Ventes consolidées</Trans>
        </h1>
        {asOf ? <p className="muted">{t`à jour à ${asOf}`}</p> : null}
      </header>
      <ReportTabs />
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`Du`}</span>
          <input
            type="date"
            value={days.from}
            max={days.to}
            onChange={(event) => event.target.value && set('from', event.target.value)}
            data-testid="from"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Au`}</span>
          <input
            type="date"
            value={days.to}
            min={days.from}
            onChange={(event) => event.target.value && set('to', event.target.value)}
            data-testid="to"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Par`}</span>
          <select
            value={groupBy}
            onChange={(event) => set('group', event.target.value)}
            data-testid="group-by"
          >
            {groupings.map((name) => (
              <option key={name} value={name}>
                {words[name]}
              </option>
            ))}
          </select>
        </label>
        <ScopeFields filters={filters} onChange={set} />
      </div>
      {report.error ? <FaultMessage fault={report.error} /> : null}
      {report.data ? <ConsolidatedTable report={report.data} names={names} filters={filters} /> : null}
      <Files asked={{ parameters: { ...days, ...scope } }} reports={salesReports} />
      <Schedules
        asked={scope}
        reports={mayReadAccounts ? [...salesReports, ...accountReports] : salesReports}
      />
    </>
  );
}
