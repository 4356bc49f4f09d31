import type { ReportTable } from '@comptoir/reporting/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Definition } from '../../figures/definition.tsx';
import { DateFields } from '../../filters/date-fields.tsx';
import filterCss from '../../filters/filters.module.css';
import { daysOf } from '../../filters/period.ts';
import { ScopeFields } from '../../filters/scope-fields.tsx';
import { scopeText, useFilters } from '../../filters/use-filters.ts';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { today } from '../../live/today.ts';
import { Files } from '../files.tsx';
import { ReportTabs } from '../report-tabs.tsx';
import { TableView } from '../table-view.tsx';
import { useReportWords } from '../use-report-words.ts';
import { AccountNumbers } from './account-numbers.tsx';

export const accountReports = ['tax-return', 'tenders', 'closings', 'journal', 'stock-value'] as const;
type AccountReport = (typeof accountReports)[number];

/** What the accountant asks for: taxes, tenders, Zs, the journal, what the stock is worth. */
export function AccountsPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const language = useLocale() === 'en-CA' ? 'en' : 'fr';
  const words = useReportWords();
  const { filters, search, set } = useFilters();
  const report: AccountReport = accountReports.find((name) => name === search.get('report')) ?? 'tax-return';
  const month = daysOf('month', today());
  const days = { from: search.get('from') ?? month.from, to: search.get('to') ?? month.to };
  const address = `/api/v1/reports/tables/${report}?from=${days.from}&to=${days.to}&language=${language}${scopeText(filters)}`;
  const table = useQuery({
    queryKey: ['report-table', address],
    queryFn: () => gateway.get<ReportTable>(address),
    placeholderData: keepPreviousData,
  });
  const { storeId, channel } = filters;
  const parameters = { ...days, ...(storeId ? { storeId } : {}), ...(channel ? { channel } : {}) };
  return (
    <>
      <h1>
        <Trans>Comptabilité</Trans>
      </h1>
      <ReportTabs />
      <div className={filterCss.filters}>
        <label className={`${filterCss.field} ${filterCss.long}`}>
          <span>{t`Rapport`}</span>
          <select
            value={report}
            onChange={({ target }) => set('report', target.value)}
            data-testid="account-report"
          >
            {accountReports.map((name) => (
              <option key={name} value={name}>
                {words[name]}
              </option>
            ))}
          </select>
        </label>
        <Definition of={report} />
        {report === 'stock-value' ? null : (
          <DateFields
            days={days}
            onChange={({ from, to }) => {
              if (from) set('from', from);
              if (to) set('to', to);
            }}
          />
        )}
        <ScopeFields filters={filters} onChange={set} />
      </div>
      {table.error ? <FaultMessage fault={table.error} /> : null}
      {table.data ? <TableView table={table.data} filters={filters} /> : null}
      <Files key={report} asked={{ parameters }} reports={[report]} />
      {report === 'journal' ? <AccountNumbers /> : null}
    </>
  );
}
