import type { Alert } from '@comptoir/inventory/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { More } from '../../figures/more.tsx';
import filterCss from '../../filters/filters.module.css';
import { Scrolled } from '../../frame/scrolled.tsx';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { GatewayProblem } from '../../gateway/gateway.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { nameIn } from '../name-of.ts';
import { PlaceField } from '../place-field.tsx';
import css from '../stock.module.css';
import { StockTabs } from '../stock-tabs.tsx';
import { usePages } from '../use-pages.ts';

/** What will not last, how much to get, and from where: one click has it sent or ordered. */
export function ReorderPage() {
  const { t } = useLingui();
  const [kind, setKind] = useState<'low' | 'out' | 'overstock' | 'ageing'>('low');
  const [locationId, setLocationId] = useState('');
  const alerts = usePages<Alert>(`alerts?kind=${kind}${locationId ? `&locationId=${locationId}` : ''}`);
  return (
    <>
      <h1>
        <Trans>À commander</Trans>
      </h1>
      <StockTabs />
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`Quoi`}</span>
          <select
            value={kind}
            onChange={({ target }) => setKind(target.value as typeof kind)}
            data-testid="alert-kind"
          >
            <option value="low">{t`Stock bas`}</option>
            <option value="out">{t`Épuisé`}</option>
            <option value="overstock">{t`Trop en stock`}</option>
            <option value="ageing">{t`Ne se vend plus`}</option>
          </select>
        </label>
        <PlaceField label={t`Lieu`} value={locationId} onChange={setLocationId} anyWord={t`Tous les lieux`} />
      </div>
      {alerts.error ? <FaultMessage fault={alerts.error} /> : null}
      {alerts.data && alerts.items.length === 0 ? (
        <p className="empty">
          <Trans>Rien ici. Ce qui passe sous son seuil s’affiche de lui-même.</Trans>
        </p>
      ) : null}
      {alerts.items.length > 0 ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th>{t`Produit`}</th>
                <th>{t`Lieu`}</th>
                <th className="figure">{t`Disponible`}</th>
                <th className="figure">{t`Seuil`}</th>
                <th className="figure">{t`Vendu par jour`}</th>
                <th className="figure">{t`En chemin`}</th>
                <th>{t`Suggestion`}</th>
              </tr>
            </thead>
            <tbody>
              {alerts.items.map((alert) => (
                <Row key={`${alert.locationId} ${alert.productId}`} alert={alert} />
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      <More of={alerts} />
    </>
  );
}

function Row({ alert }: { alert: Alert }) {
  const locale = useLocale();
  const name = nameIn(alert, locale);
  return (
    <tr data-testid="reorder-row" data-sku={alert.sku}>
      <td>
        <Link to={`/stock/movements/${alert.productId}`}>{name}</Link>{' '}
        <span className="muted">{alert.sku}</span>
      </td>
      <td>{alert.locationCode}</td>
      <td className={`figure ${alert.onHand.startsWith('-') ? css.negative : ''}`}>
        {formatNumber(alert.availableToPromise, locale)}
      </td>
      <td className="figure">{formatNumber(alert.reorderPoint, locale)}</td>
      <td className="figure">{formatNumber(alert.soldPerDay, locale)}</td>
      <td className="figure">{formatNumber(alert.suggestion?.onOrder ?? '0', locale)}</td>
      <td>
        <Suggestion alert={alert} name={name} />
      </td>
    </tr>
  );
}

type Made =
  | { transfer: { transferId: string; number: string } }
  | { purchaseOrder: { purchaseOrderId: string; number: string } };

function Suggestion({ alert, name }: { alert: Alert; name: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const queries = useQueryClient();
  const [supplierName, setSupplierName] = useState('');
  const { locationId, productId, suggestion } = alert;
  const order = useMutation({
    mutationFn: (from: string | undefined) =>
      gateway.send<Made>('POST', '/api/v1/inventory/reorder', {
        ...{ locationId, productId, quantity: suggestion?.quantity },
        ...(from ? { from } : {}),
        ...(supplierName.trim() ? { supplierName: supplierName.trim() } : {}),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['inventory'] }),
  });
  if (!suggestion || suggestion.quantity === '0') return <span className="muted">–</span>;
  if (order.data)
    return 'transfer' in order.data ? (
      <Link to={`/stock/transfers/${order.data.transfer.transferId}`} data-testid="reorder-made">
        {t`Transfert ${order.data.transfer.number}`}
      </Link>
    ) : (
      <Link
        to={`/stock/purchase-orders/${order.data.purchaseOrder.purchaseOrderId}`}
        data-testid="reorder-made"
      >
        {t`Commande ${order.data.purchaseOrder.number}`}
      </Link>
    );
  const quantity = formatNumber(suggestion.quantity, locale);
  const { source } = suggestion;
  const needsSupplier =
    order.error instanceof GatewayProblem && order.error.type === '/problems/supplier-unknown';
  return (
    <span className="actions">
      {needsSupplier ? (
        <label className={filterCss.field}>
          <span role="alert">{t`Aucun fournisseur connu : nommez-le, puis commandez.`}</span>
          <input
            value={supplierName}
            maxLength={80}
            onChange={({ target }) => setSupplierName(target.value)}
          />
        </label>
      ) : null}
      <button
        type="button"
        className="button"
        disabled={order.isPending}
        onClick={() => order.mutate(source?.locationId)}
        data-testid="reorder"
      >
        {source ? t`Transférer ${quantity} de ${source.code}` : t`Commander ${quantity}`}
        <span className="visually-hidden"> {name}</span>
      </button>
      {order.error && !needsSupplier ? <FaultMessage fault={order.error} /> : null}
    </span>
  );
}
