import type { RevenueByStore, SaleSummary } from '@comptoir/sales/api';
import { Amount, formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import css from './live.module.css';
import { headOfficeTimeZone } from './today.ts';

/** A sale that came more than this after it was made is marked: its store had been cut off. */
const lateAfterMs = 60_000;

export function SalesList(props: { sales: readonly SaleSummary[]; stores: RevenueByStore['stores'] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const storeCodes = new Map(props.stores.map((store) => [store.storeId, store.code]));
  const tenderWords: Readonly<Record<string, string>> = { cash: t`Comptant`, card: t`Carte` };
  return (
    <section className={css.sales} aria-labelledby="sales-title">
      <h2 id="sales-title">
        <Trans>Dernières ventes et derniers retours</Trans>
      </h2>
      {props.sales.length === 0 ? (
        <p className="empty">
          <Trans>Aucune vente encore. Elles s’affichent ici dès qu’un magasin encaisse.</Trans>
        </p>
      ) : (
        <div className="sheet">
          <table className="table">
            <thead>
              <tr>
                <th>{t`Heure`}</th>
                <th>{t`Magasin`}</th>
                <th>{t`Reçu`}</th>
                <th>{t`Paiement`}</th>
                <th className="figure">{t`Articles`}</th>
                <th className="figure">{t`Total`}</th>
              </tr>
            </thead>
            <tbody>
              {props.sales.map((sale) => (
                <tr
                  key={sale.id}
                  data-testid="sale-row"
                  data-kind={sale.kind}
                  data-receipt={sale.receiptNumber}
                >
                  <td>
                    {formatTime(new Date(sale.completedAt), locale, headOfficeTimeZone)}
                    {sale.kind === 'return' ? <span className={css.returned}>{t`Retour`}</span> : null}
                    <Lateness sale={sale} />
                  </td>
                  <td>{storeCodes.get(sale.storeId) ?? '—'}</td>
                  <td className={css.receipt}>{sale.receiptNumber}</td>
                  <td>{sale.tenders.map((kind) => tenderWords[kind] ?? kind).join(' + ')}</td>
                  <td className="figure">{formatNumber(sale.itemCount, locale)}</td>
                  <td className="figure">
                    <Amount amountMinor={sale.total.amountMinor} locale={locale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Lateness({ sale }: { sale: SaleSummary }) {
  const { t } = useLingui();
  const locale = useLocale();
  if (Date.parse(sale.receivedAt) - Date.parse(sale.completedAt) < lateAfterMs) return null;
  const received = formatTime(new Date(sale.receivedAt), locale, headOfficeTimeZone);
  return <span className={css.lateness}>{t`reçue à ${received}`}</span>;
}
