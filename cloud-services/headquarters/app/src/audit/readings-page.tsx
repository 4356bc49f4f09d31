import type { Reading } from '@comptoir/reporting/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { More } from '../figures/more.tsx';
import filterCss from '../filters/filters.module.css';
import { Scrolled } from '../frame/scrolled.tsx';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { AuditTabs } from './audit-tabs.tsx';
import { PersonField } from './person-field.tsx';
import { useReadingWords } from './use-reading-words.ts';

type Page = { items: Reading[]; nextCursor: string | null };

/** Who read which report, with what parameters and when. */
export function ReadingsPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const people = useCashiers();
  const { reportOf, parametersOf } = useReadingWords();
  const [search, setSearch] = useSearchParams();
  const by = search.get('by') ?? '';
  const pages = useInfiniteQuery({
    queryKey: ['readings', by],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({
        limit: '50',
        ...(by ? { by } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      });
      return gateway.get<Page>(`/api/v1/reports/readings?${asked}`);
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1>
        <Trans>Lectures de rapports</Trans>
      </h1>
      <AuditTabs />
      <div className={filterCss.filters}>
        <PersonField
          people={people}
          value={by}
          onChange={(id) => setSearch(id ? { by: id } : {}, { replace: true })}
        />
      </div>
      {pages.error ? <FaultMessage fault={pages.error} /> : null}
      {pages.data && items.length === 0 ? (
        <p className="empty">{t`Personne n’a encore lu de rapport.`}</p>
      ) : null}
      {items.length > 0 ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t`Quand`}</th>
                <th scope="col">{t`Qui`}</th>
                <th scope="col">{t`Rapport`}</th>
                <th scope="col">{t`Paramètres`}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => {
                const at = new Date(one.at);
                return (
                  <tr key={one.id} data-testid="reading-row">
                    <td>
                      <time dateTime={one.at}>
                        <span className="day">{formatDay(at, headOfficeTimeZone)}</span>{' '}
                        {formatTime(at, locale, headOfficeTimeZone)}
                      </time>
                    </td>
                    <td>{one.by === null ? t`Par un lien reçu` : (people.get(one.by) ?? one.by)}</td>
                    <td>{reportOf(one)}</td>
                    <td className="muted">{parametersOf(one)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      <More of={pages} />
    </>
  );
}
