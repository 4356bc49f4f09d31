import type { StoreFigures } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link, useSearchParams } from 'react-router';
import { Change } from '../dashboard/change.tsx';
import filterCss from '../filters/filters.module.css';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { today } from '../live/today.ts';
import { documentsPath, type Of } from './behind.ts';
import css from './figure-table.module.css';
import { Listed } from './listed.tsx';
import { useNarrowingWords } from './use-narrowing-words.ts';

/** All stores, the most first, of which the dashboard shows the first; each opens its receipts. */
export function StoresSoldPage() {
  const { t } = useLingui();
  const about = useNarrowingWords();
  const [search, setSearch] = useSearchParams();
  const days = { from: search.get('from') ?? today(), to: search.get('to') ?? today() };
  const channel = search.get('channel');
  const find = (text: string) =>
    setSearch(
      (known) => {
        const next = new URLSearchParams(known);
        if (text) next.set('q', text);
        else next.delete('q');
        return next;
      },
      { replace: true },
    );
  return (
    <Listed<StoreFigures>
      title={t`Tous les magasins`}
      name="stores"
      about={about}
      more={
        <label className={filterCss.field}>
          <span>{t`Nom ou code`}</span>
          <input
            type="search"
            maxLength={80}
            value={search.get('q') ?? ''}
            onChange={({ target }) => find(target.value)}
            data-testid="store-search"
          />
        </label>
      }
    >
      {(stores) => (
        <StoresTable
          stores={stores}
          days={days}
          channel={channel === 'pos' || channel === 'web' ? channel : null}
        />
      )}
    </Listed>
  );
}

function StoresTable(props: {
  stores: readonly StoreFigures[];
  days: Of['days'];
  channel: Of['filters']['channel'];
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { stores, days, channel } = props;
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Magasin`}</th>
            <th className={`figure ${css.wide}`}>{t`Ventes`}</th>
            <th className="figure">{t`Chiffre d’affaires`}</th>
            <th className={`figure ${css.wide}`}>{t`Période précédente`}</th>
            <th className="figure">{t`Écart`}</th>
          </tr>
        </thead>
        <tbody>
          {stores.map((store) => (
            <tr key={store.storeId} data-testid="store-row">
              <td>
                <Link to={documentsPath({ days, filters: { storeId: store.storeId, channel } })}>
                  {store.name}
                </Link>{' '}
                <span className="muted">{store.code}</span>
              </td>
              <td className={`figure ${css.wide}`}>{formatNumber(store.sales, locale)}</td>
              <td className="figure">
                <Amount amountMinor={store.revenueMinor} locale={locale} />
              </td>
              <td className={`figure ${css.wide}`}>
                <Amount amountMinor={store.beforeRevenueMinor} locale={locale} />
              </td>
              <td className="figure">
                <Change now={store.revenueMinor} before={store.beforeRevenueMinor} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
