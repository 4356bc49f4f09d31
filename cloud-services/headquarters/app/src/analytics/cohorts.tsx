import type { Cohorts as Told } from '@comptoir/reporting/insights/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { cohortPath, cohortSalesPath } from '../figures/behind.ts';
import { FigureTable } from '../figures/figure-table.tsx';
import { useTold } from '../figures/use-report.ts';
import type { Filters } from '../filters/use-filters.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { today } from '../live/today.ts';
import css from './analytics.module.css';
import { percentOf } from './product-table.tsx';

const monthsShown = 6;

/** Customers by the month in which they came first, and the part of them that came again month after month. */
export function Cohorts({ filters }: { filters: Filters }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { storeId, channel } = filters;
  const search = new URLSearchParams({
    months: '12',
    ...(storeId ? { storeId } : {}),
    ...(channel ? { channel } : {}),
  });
  const { data, error } = useTold<Told>(`cohorts?${search}`);
  if (error) return <FaultMessage fault={error} />;
  if (!data) return null;
  const later = Array.from({ length: monthsShown }, (_, index) => index + 1);
  return (
    <FigureTable
      title={t`Clients qui reviennent`}
      definition="retention"
      testId="cohorts"
      columns={[
        { name: t`Premier achat` },
        { name: t`Clients` },
        ...later.map((month) => ({ name: t`+ ${month} mois`, isWide: month > 3 })),
        { name: t`Chiffre d’affaires`, isWide: true },
      ]}
      rows={data.rows.toReversed().map(({ month, customers, active, revenueMinor }) => ({
        key: month,
        testId: 'cohort-row',
        cells: [
          month,
          <Link key="customers" to={cohortPath(filters, month, 0)}>
            {formatNumber(customers, locale)}
          </Link>,
          ...later.map((index) => {
            const count = active[index];
            if (count === undefined) return '';
            const share = customers === 0 ? 0 : count / customers;
            return (
              <span key={index} className={css.share} style={{ '--share': share } as React.CSSProperties}>
                {count === 0 ? (
                  percentOf('0', locale)
                ) : (
                  <Link to={cohortPath(filters, month, index)}>{percentOf(String(share), locale)}</Link>
                )}
              </span>
            );
          }),
          <Link key="revenue" to={cohortSalesPath(filters, month, today())}>
            <Amount amountMinor={revenueMinor} locale={locale} />
          </Link>,
        ],
      }))}
      empty={t`Aucun client connu n’a encore acheté.`}
    />
  );
}
