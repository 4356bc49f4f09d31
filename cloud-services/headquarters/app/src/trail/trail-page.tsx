import type { TrailList } from '@comptoir/sales/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import filterCss from '../filters/filters.module.css';
import { useStores } from '../filters/use-stores.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { useTrailWords } from './use-trail-words.ts';

/** What is looked through: what people did, or what was closed. */
const views = ['acts', 'day', 'month', 'year', 'shift'] as const;
type View = (typeof views)[number];

/** Who did what in the stores, and what they closed. */
export function TrailPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const stores = useStores();
  const people = useCashiers();
  const words = useTrailWords(people);
  const [view, setView] = useState<View>('acts');
  const [storeId, setStoreId] = useState('');
  const path = view === 'acts' ? 'trail' : `closings?period=${view}`;
  const wanted = `/api/v1/sales/${path}${path.includes('?') ? '&' : '?'}limit=50${storeId ? `&storeId=${storeId}` : ''}`;
  const trail = useInfiniteQuery({
    queryKey: ['trail', wanted],
    queryFn: ({ pageParam }) =>
      gateway.get<TrailList>(`${wanted}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = trail.data?.pages.flatMap((page) => page.items) ?? [];
  const names: Readonly<Record<View, string>> = {
    acts: t`Actes`,
    day: t`Clôtures de journée`,
    month: t`Clôtures de mois`,
    year: t`Clôtures d’année`,
    shift: t`Rapports Z`,
  };
  return (
    <>
      <h1>
        <Trans>Registre des magasins</Trans>
      </h1>
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`Quoi`}</span>
          <select
            value={view}
            onChange={({ target }) => setView(target.value as View)}
            data-testid="trail-view"
          >
            {views.map((one) => (
              <option key={one} value={one}>
                {names[one]}
              </option>
            ))}
          </select>
        </label>
        <label className={filterCss.field}>
          <span>{t`Magasin`}</span>
          <select value={storeId} onChange={({ target }) => setStoreId(target.value)}>
            <option value="">{t`Tous les magasins`}</option>
            {stores.map((store) => (
              <option key={store.storeId} value={store.storeId}>
                {store.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {trail.error ? <FaultMessage fault={trail.error} /> : null}
      {trail.data && items.length === 0 ? (
        <p>
          <Trans>Rien de tel encore.</Trans>
        </p>
      ) : null}
      {items.length === 0 ? null : (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th>{t`Heure`}</th>
                <th>{t`Magasin`}</th>
                <th>{t`Caisse`}</th>
                <th>{t`Personne`}</th>
                <th>{t`Quoi`}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((entry) => (
                <tr key={entry.recordId} data-testid="trail-row" data-kind={entry.kind}>
                  <td>
                    {formatDay(new Date(entry.at), headOfficeTimeZone)},{' '}
                    {formatTime(new Date(entry.at), locale, headOfficeTimeZone)}
                  </td>
                  <td>{stores.find((store) => store.storeId === entry.storeId)?.code ?? '—'}</td>
                  <td>{entry.register ?? '—'}</td>
                  <td>{people.get(entry.actor ?? '') ?? '—'}</td>
                  <td>{words(entry)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      {trail.hasNextPage ? (
        <button type="button" className="button" onClick={() => void trail.fetchNextPage()}>
          <Trans>Plus anciens</Trans>
        </button>
      ) : null}
    </>
  );
}
