import type { PurchaseOrder } from '@comptoir/inventory/api';
import { Amount, formatDay } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'react-router';
import { More } from '../../figures/more.tsx';
import filterCss from '../../filters/filters.module.css';
import { StateField } from '../../filters/state-field.tsx';
import { Scrolled } from '../../frame/scrolled.tsx';
import { Titled } from '../../frame/titled.tsx';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { Moment } from '../moment.tsx';
import css from '../stock.module.css';
import { StockTabs } from '../stock-tabs.tsx';
import { useLocations } from '../use-locations.ts';
import { usePages } from '../use-pages.ts';
import { costOf } from './cost-of.ts';
import { PurchaseOrderForm } from './purchase-order-form.tsx';
import { usePurchaseOrderWords } from './use-state-words.ts';

export function PurchaseOrdersPage() {
  const { t } = useLingui();
  const [isWriting, setWriting] = useState(false);
  const [state, setState] = useState('open');
  const words = usePurchaseOrderWords();
  const orders = usePages<PurchaseOrder>(`purchase-orders?${state ? `state=${state}` : ''}`);
  return (
    <>
      <Titled
        title={<Trans>Commandes aux fournisseurs</Trans>}
        newWord={t`Nouvelle commande`}
        isWriting={isWriting}
        onNew={() => setWriting(true)}
        testId="purchase-order-new"
      />
      <StockTabs />
      {isWriting ? <PurchaseOrderForm onClose={() => setWriting(false)} /> : null}
      <div className={filterCss.filters}>
        <StateField
          choices={[['open', t`Non terminées`], ['', t`Tous les états`], ...Object.entries(words)]}
          value={state}
          onChange={setState}
        />
      </div>
      {orders.error ? <FaultMessage fault={orders.error} /> : null}
      {orders.data && orders.items.length === 0 ? (
        <p className="empty">
          <Trans>Aucune commande. Écrivez-en une, ou partez de ce qui est à commander.</Trans>
        </p>
      ) : null}
      {orders.items.length > 0 ? <OrderTable orders={orders.items} /> : null}
      <More of={orders} />
    </>
  );
}

function OrderTable({ orders }: { orders: readonly PurchaseOrder[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { nameOf } = useLocations();
  const words = usePurchaseOrderWords();
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Numéro`}</th>
            <th>{t`Fournisseur`}</th>
            <th>{t`Lieu`}</th>
            <th>{t`État`}</th>
            <th>{t`Attendue le`}</th>
            <th className="figure">{t`Coût, sans taxes`}</th>
            <th>{t`Dernière étape`}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.purchaseOrderId} data-testid="purchase-order-row" data-state={order.state}>
              <td className={css.number}>
                <Link to={`/stock/purchase-orders/${order.purchaseOrderId}`}>{order.number}</Link>
              </td>
              <td>{order.supplierName}</td>
              <td>{nameOf(order.locationId)}</td>
              <td>{words[order.state]}</td>
              <td>{order.expectedOn === null ? '–' : formatDay(new Date(order.expectedOn), 'UTC')}</td>
              <td className="figure">
                <Amount amountMinor={costOf(order)} locale={locale} />
              </td>
              <td>
                <Moment at={order.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
