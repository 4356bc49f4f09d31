import type { Alert, Transfer } from '@comptoir/inventory/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { More } from '../../figures/more.tsx';
import { Scrolled } from '../../frame/scrolled.tsx';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { Moment } from '../moment.tsx';
import { nameIn } from '../name-of.ts';
import css from '../stock.module.css';
import { StockTabs } from '../stock-tabs.tsx';
import { useLocations } from '../use-locations.ts';
import { usePages } from '../use-pages.ts';

/** Where the books cannot be right, and what most likely happened: deliveries that differ, then shelves below zero, then counts. */
export function DiscrepanciesPage() {
  const { t } = useLingui();
  const transfers = usePages<Transfer>('transfers?state=received');
  const negatives = usePages<Alert>('alerts?kind=negative');
  const counted = usePages<Alert>('alerts?kind=discrepancy');
  const fault = transfers.error ?? negatives.error ?? counted.error;
  const all = [transfers, negatives, counted];
  const isClean = all.every(({ data, items }) => data && items.length === 0);
  return (
    <>
      <h1>
        <Trans>Écarts</Trans>
      </h1>
      <StockTabs />
      {fault ? <FaultMessage fault={fault} /> : null}
      {isClean ? (
        <p className="empty">
          <Trans>Aucun écart. Les livraisons, les rayons et les inventaires concordent.</Trans>
        </p>
      ) : null}
      {transfers.items.length > 0 ? (
        <section>
          <h2>{t`Transferts reçus avec un écart`}</h2>
          <Differing transfers={transfers.items} />
        </section>
      ) : null}
      {negatives.items.length > 0 ? (
        <section>
          <h2>{t`Plus vendu ou promis qu’il n’y en avait`}</h2>
          <Doubtful alerts={negatives.items} figure="onHand" />
          <More of={negatives} />
        </section>
      ) : null}
      {counted.items.length > 0 ? (
        <section>
          <h2>{t`Compté autrement, depuis quatre semaines`}</h2>
          <Doubtful alerts={counted.items} figure="difference" />
          <More of={counted} />
        </section>
      ) : null}
    </>
  );
}

function Differing({ transfers }: { transfers: readonly Transfer[] }) {
  const { t } = useLingui();
  const { nameOf } = useLocations();
  return (
    <Scrolled>
      <table className="table">
        <tbody>
          {transfers.map((transfer) => (
            <tr key={transfer.transferId} data-testid="differing-transfer">
              <td>
                <Link to={`/stock/transfers/${transfer.transferId}`}>{transfer.number}</Link>
              </td>
              <td>
                {nameOf(transfer.from)} → {nameOf(transfer.to)}
              </td>
              <td>
                <Moment at={transfer.changedAt} />
              </td>
              <td className="muted">{t`Dites où est ce qui manque, et il est fermé.`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function Doubtful({ alerts, figure }: { alerts: readonly Alert[]; figure: 'onHand' | 'difference' }) {
  const { t } = useLingui();
  const locale = useLocale();
  const causes: Readonly<Record<NonNullable<Alert['suggestedCause']>, string>> = {
    'sold-before-received': t`Vendu avant d’être reçu : une commande au fournisseur est ouverte. Recevez-la.`,
    'transfer-not-received': t`Un transfert est arrivé sans être reçu. Recevez-le.`,
    'sold-while-promised': t`Vendu en magasin alors que c’était promis en ligne. Trouvez-en ailleurs, ou prévenez le client.`,
    'sold-while-cut-off': t`Vendu pendant que le magasin était coupé du réseau. Comptez le rayon.`,
    'counted-otherwise': t`L’inventaire a trouvé autre chose que les livres.`,
    unknown: t`Cause inconnue. Comptez le rayon.`,
  };
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Produit`}</th>
            <th>{t`Lieu`}</th>
            <th className="figure">{figure === 'onHand' ? t`En main` : t`Écart`}</th>
            <th className="figure">{t`Réservé`}</th>
            <th>{t`Ce qui est probable`}</th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr key={`${alert.locationId} ${alert.productId}`} data-testid="discrepancy-row">
              <td>
                <Link to={`/stock/movements/${alert.productId}`}>{nameIn(alert, locale)}</Link>{' '}
                <span className="muted">{alert.sku}</span>
              </td>
              <td>{alert.locationCode}</td>
              <td className={`figure ${css.negative}`}>{formatNumber(alert[figure] ?? '0', locale)}</td>
              <td className="figure">{formatNumber(alert.reserved, locale)}</td>
              <td>{causes[alert.suggestedCause ?? 'unknown']}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
