import type { SaleSummary } from '@comptoir/sales/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { More } from '../figures/more.tsx';
import { DateFields } from '../filters/date-fields.tsx';
import filterCss from '../filters/filters.module.css';
import { useStores } from '../filters/use-stores.ts';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { today } from '../live/today.ts';
import { DoubleReturns } from './double-returns.tsx';
import { SalesTable } from './sales-table.tsx';
import { useCashiers } from './use-cashiers.ts';

type Page = { items: SaleSummary[]; nextCursor: string | null };
/** As the call takes them; each also in the address, so that a view can be sent to somebody. */
const filterNames = ['storeId', 'cashierId', 'kind'] as const;

/** Every sale and return of all stores, looked through by store, cashier, kind and day. */
export function SalesPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const stores = useStores();
  const cashiers = useCashiers();
  const [search, setSearch] = useSearchParams();
  const days = { from: search.get('from') ?? today(), to: search.get('to') ?? today() };
  const wanted = new URLSearchParams({ limit: '50', ...days });
  for (const name of filterNames) {
    const value = search.get(name);
    if (value) wanted.set(name, value);
  }
  const sales = useInfiniteQuery({
    queryKey: ['sales-history', wanted.toString()],
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(
        `/api/v1/sales/history?${wanted}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const set = (changes: Readonly<Record<string, string>>) =>
    setSearch(
      (known) => {
        const next = new URLSearchParams(known);
        for (const [name, value] of Object.entries(changes))
          if (value) next.set(name, value);
          else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const items = sales.data?.pages.flatMap((page) => page.items) ?? [];
  const choice = (
    name: (typeof filterNames)[number],
    label: string,
    all: string,
    values: [string, string][],
  ) => (
    <label className={filterCss.field}>
      <span>{label}</span>
      <select
        value={search.get(name) ?? ''}
        onChange={(event) => set({ [name]: event.target.value })}
        data-testid={`filter-${name}`}
      >
        <option value="">{all}</option>
        {values.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <h1>
        <Trans>Ventes et retours</Trans>
      </h1>
      <DoubleReturns />
      <div className={filterCss.filters}>
        {choice(
          'storeId',
          t`Magasin`,
          t`Tous les magasins`,
          stores.map(({ storeId, name }) => [storeId, name]),
        )}
        {choice('cashierId', t`Caissier`, t`Tout le monde`, [...cashiers])}
        {choice('kind', t`Genre`, t`Ventes et retours`, [
          ['sale', t`Ventes`],
          ['return', t`Retours`],
        ])}
        <DateFields days={days} onChange={set} />
        <ReceiptField />
      </div>
      {sales.error ? <FaultMessage fault={sales.error} /> : null}
      {sales.data && items.length === 0 ? (
        <p className="empty">{t`Rien dans ces jours. Élargissez la période, ou retirez un filtre.`}</p>
      ) : null}
      {items.length > 0 ? (
        <SalesTable sales={items} stores={stores} cashiers={cashiers} withDay={days.from !== days.to} />
      ) : null}
      <More of={sales} />
    </>
  );
}

/** The number on a slip leads straight to it, whatever the filters say. */
function ReceiptField() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  return (
    <form
      className={filterCss.field}
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim()) navigate(`/sales/${encodeURIComponent(number.trim())}`);
      }}
    >
      <label htmlFor="receipt-number">
        <span>{t`Numéro de reçu`}</span>
      </label>
      <input
        id="receipt-number"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        placeholder={t`puis Entrée`}
        autoComplete="off"
        spellCheck={false}
        data-testid="receipt-search"
      />
    </form>
  );
}
