import type { OrderSummary } from '@comptoir/order/api';
import { Amount, formatDay, formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { Link, useSearchParams } from 'react-router';
import { More } from '../figures/more.tsx';
import filterCss from '../filters/filters.module.css';
import { StateField } from '../filters/state-field.tsx';
import { useStores } from '../filters/use-stores.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './orders.module.css';
import { type Status, toneOf, useStatusWords } from './status.ts';

type Page = { items: OrderSummary[]; nextCursor: string | null };

/** In the field of states, what is none: held until a person has looked; of which the payment is disputed. */
const filters: Readonly<Record<string, string>> = {
  'to-review': '&review=open&status=confirmed',
  disputed: '&dispute=open',
};
const refreshMs = 10_000;

export function OrdersPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const [search, setSearch] = useSearchParams();
  const status = search.get('status') ?? '';
  const query = search.get('q') ?? '';
  const asked = useDeferredValue(query.trim());
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const words = useStatusWords();
  const orders = useInfiniteQuery({
    queryKey: ['orders', status, asked],
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(
        `/api/v1/orders?limit=50${filters[status] ?? (status ? `&status=${encodeURIComponent(status)}` : '')}${
          asked ? `&q=${encodeURIComponent(asked)}` : ''
        }${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  const items = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="head">
        <h1>
          <Trans>Commandes en ligne</Trans>
        </h1>
        <Link to="/orders/stuck" data-testid="to-stuck">{t`Commandes bloquées`}</Link>
      </div>
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`Numéro, courriel ou début du nom`}</span>
          <input
            type="search"
            value={query}
            onChange={(event) => set('q', event.target.value)}
            autoComplete="off"
            maxLength={254}
            data-testid="order-search"
          />
        </label>
        <StateField
          choices={[
            ['', t`Tous les états`],
            ['to-review', t`À vérifier`],
            ['disputed', t`En litige`],
            ...Object.entries(words),
          ]}
          value={status}
          onChange={(state) => set('status', state)}
          testId="status-filter"
        />
      </div>
      {orders.error ? <FaultMessage fault={orders.error} /> : null}
      {orders.data && items.length === 0 ? (
        <p className="empty">
          {asked
            ? t`Aucune commande ne répond. Entrez le numéro entier, le courriel entier, ou le début du nom.`
            : status
              ? t`Aucune commande dans cet état. Choisissez-en un autre.`
              : t`Aucune commande encore. Elles s’affichent ici dès qu’un client paie en ligne.`}
        </p>
      ) : null}
      {items.length > 0 ? <OrdersTable orders={items} words={words} /> : null}
      <More of={orders} />
    </>
  );
}

function OrdersTable(props: { orders: readonly OrderSummary[]; words: Readonly<Record<Status, string>> }) {
  const { t } = useLingui();
  const locale = useLocale();
  const stores = new Map(useStores().map((store) => [store.storeId, store.name]));
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Numéro`}</th>
            <th>{t`Passée le`}</th>
            <th>{t`État`}</th>
            <th>{t`Client`}</th>
            <th>{t`Remise`}</th>
            <th className="figure">{t`Articles`}</th>
            <th className="figure">{t`Total`}</th>
          </tr>
        </thead>
        <tbody>
          {props.orders.map((order) => {
            const at = new Date(order.createdAt);
            return (
              <tr key={order.id} data-testid="order-row" data-number={order.number}>
                <td className={css.number}>
                  <Link to={`/orders/${order.id}`}>{order.number}</Link>
                </td>
                <td className={css.number}>
                  {formatDay(at, headOfficeTimeZone)}, {formatTime(at, locale, headOfficeTimeZone)}
                </td>
                <td>
                  <span className={css[toneOf[order.status]]}>
                    {order.review === 'open' && order.status === 'confirmed'
                      ? t`À vérifier`
                      : props.words[order.status]}
                  </span>
                </td>
                <td>{order.contactName ?? '—'}</td>
                <td>
                  {order.deliveryMethod === 'ship' ? t`Livraison` : t`Ramassage en magasin`}
                  {order.locationId && stores.has(order.locationId) ? (
                    <span className="muted"> {stores.get(order.locationId)}</span>
                  ) : null}
                </td>
                <td className="figure">{formatNumber(order.itemCount, locale)}</td>
                <td className="figure">
                  <Amount amountMinor={order.totalMinor} locale={locale} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}
