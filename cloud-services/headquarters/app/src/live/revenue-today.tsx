import type { RevenueByStore } from '@comptoir/sales/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import css from './live.module.css';

type Store = RevenueByStore['stores'][number];

export function RevenueToday(props: { revenue: RevenueByStore; stores: readonly Store[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { stores } = props;
  const totalMinor = stores.reduce((sum, store) => sum + store.revenueMinor, 0);
  const saleCount = stores.reduce((sum, store) => sum + store.saleCount, 0);
  const largestMinor = Math.max(1, ...stores.map((store) => store.revenueMinor));
  return (
    <section className={css.revenue} aria-label={t`Chiffre d’affaires du jour`}>
      <dl className={css.figures}>
        <div className={css.main}>
          <dt>{t`Chiffre d’affaires, taxes comprises`}</dt>
          <dd>
            <Amount amountMinor={totalMinor} locale={locale} testId="revenue-total" />
          </dd>
        </div>
        <div>
          <dt>{t`Ventes`}</dt>
          <dd data-testid="sale-count">{formatNumber(saleCount, locale)}</dd>
        </div>
        <div>
          <dt>{t`Panier moyen`}</dt>
          <dd>
            {saleCount === 0 ? (
              '—'
            ) : (
              <Amount amountMinor={Math.round(totalMinor / saleCount)} locale={locale} />
            )}
          </dd>
        </div>
      </dl>
      <div className="sheet">
        <table className="table">
          <caption className="visually-hidden">{t`Chiffre d’affaires par magasin`}</caption>
          <thead>
            <tr>
              <th>
                <Trans>Magasin</Trans>
              </th>
              <th className={css.barColumn}>
                <span className="visually-hidden">{t`Part`}</span>
              </th>
              <th className="figure">
                <Trans>Ventes</Trans>
              </th>
              <th className="figure">
                <Trans>Chiffre d’affaires</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {[...stores]
              .sort((a, b) => b.revenueMinor - a.revenueMinor || a.code.localeCompare(b.code))
              .map((store) => (
                <tr key={store.storeId} data-testid={`revenue-${store.code}`}>
                  <td>
                    {store.name} <span className="muted">{store.code}</span>
                  </td>
                  <td aria-hidden="true" className={css.barColumn}>
                    <span
                      className={css.bar}
                      style={{ inlineSize: `${(100 * Math.max(0, store.revenueMinor)) / largestMinor}%` }}
                    />
                  </td>
                  <td className="figure">{formatNumber(store.saleCount, locale)}</td>
                  <td className="figure">
                    <Amount amountMinor={store.revenueMinor} locale={locale} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
