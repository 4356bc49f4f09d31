import type { Reconciliation } from '@comptoir/reporting/api';
import { Amount, formatDay, formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useStores } from '../filters/use-stores.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { ReportTabs } from './report-tabs.tsx';

type Difference = Reconciliation['differences'][number];

/** Whether the reports' figures are those of the ledgers. */
export function ReconciliationPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const names = new Map(useStores().map(({ storeId, name }) => [storeId, name]));
  const found = useQuery({
    queryKey: ['reconciliation'],
    queryFn: () => gateway.get<Reconciliation>('/api/v1/reports/reconciliation'),
    refetchInterval: 60_000,
  });
  const ledgers = { sales: t`Ventes`, order: t`Commandes`, inventory: t`Stock` };
  const whats = {
    documents: t`Nombre de pièces`,
    total: t`Total`,
    tax: t`Taxes`,
    refunds: t`Remboursements`,
    'on-hand': t`En stock`,
  };
  const figure = ({ what }: Difference, value: number) => {
    if (what === 'documents') return formatNumber(value, locale);
    return what === 'on-hand' ? (
      formatNumber(value / 1_000, locale)
    ) : (
      <Amount amountMinor={value} locale={locale} />
    );
  };
  const { last, differences = [] } = found.data ?? {};
  const at = last ? new Date(last.endedAt) : null;
  const time = at ? formatTime(at, locale, headOfficeTimeZone) : '';
  const figures = last ? formatNumber(last.figures, locale) : '';
  return (
    <>
      <h1>
        <Trans>Concordance</Trans>
      </h1>
      <ReportTabs />
      <p className="muted">
        {t`Toutes les dix minutes, les chiffres des rapports sont comparés à ceux que les ventes, les commandes et le stock additionnent eux-mêmes, pour les 40 derniers jours. Un écart paraît ici s’il est le même deux fois de suite.`}
      </p>
      {found.error ? <FaultMessage fault={found.error} /> : null}
      {found.data && !last ? (
        <p className="empty">{t`Pas encore de comparaison. Revenez dans quelques minutes.`}</p>
      ) : null}
      {last && at ? (
        <p data-testid="reconciled">{t`Dernière comparaison le ${formatDay(at, headOfficeTimeZone)} à ${time} : ${figures} chiffres.`}</p>
      ) : null}
      {last && differences.length === 0 ? (
        <p className="empty" data-testid="all-ties">{t`Tout concorde au cent près.`}</p>
      ) : null}
      {differences.length > 0 ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t`Livre`}</th>
                <th scope="col">{t`Jour`}</th>
                <th scope="col">{t`Magasin`}</th>
                <th scope="col">{t`Chiffre`}</th>
                <th scope="col" className="figure">{t`Au livre`}</th>
                <th scope="col" className="figure">{t`Aux rapports`}</th>
                <th scope="col" className="figure">{t`Écart`}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((one) => (
                <tr key={`${one.ledger} ${one.day} ${one.storeId} ${one.what}`} data-testid="difference">
                  <td>{ledgers[one.ledger]}</td>
                  <td>{one.day ?? '—'}</td>
                  <td>{names.get(one.storeId) ?? one.storeId}</td>
                  <td>{whats[one.what]}</td>
                  <td className="figure">{figure(one, one.theirs)}</td>
                  <td className="figure">{figure(one, one.ours)}</td>
                  <td className="figure">{figure(one, one.ours - one.theirs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
    </>
  );
}
