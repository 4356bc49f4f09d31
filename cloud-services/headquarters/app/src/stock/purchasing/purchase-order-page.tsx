import type { PurchaseOrder, PurchaseOrderStepRequest } from '@comptoir/inventory/api';
import { Amount, formatDay, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Scrolled } from '../../frame/scrolled.tsx';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { nameIn } from '../name-of.ts';
import { QuantityField } from '../quantity-field.tsx';
import { quantityOf } from '../quantity-text.ts';
import css from '../stock.module.css';
import { StockTabs } from '../stock-tabs.tsx';
import { useLocations } from '../use-locations.ts';
import { costOf } from './cost-of.ts';
import { PurchaseOrderForm } from './purchase-order-form.tsx';
import { usePurchaseOrderWords } from './use-state-words.ts';

export function PurchaseOrderPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const { purchaseOrderId = '' } = useParams();
  const [isWriting, setWriting] = useState(false);
  const key = ['inventory', 'purchase-order', purchaseOrderId];
  const path = `/api/v1/inventory/purchase-orders/${purchaseOrderId}`;
  const order = useQuery({ queryKey: key, queryFn: () => gateway.get<PurchaseOrder>(path) });
  const step = useMutation({
    mutationFn: (taken: PurchaseOrderStepRequest) =>
      gateway.send<PurchaseOrder>('PUT', `${path}/step`, taken),
    onSuccess: (reached) => {
      queries.setQueryData(key, reached);
      return queries.invalidateQueries({ queryKey: ['inventory'] });
    },
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
  const fault = order.error ?? step.error;
  const words = {
    '/problems/no-such-step': t`Cette commande a changé entre-temps. Voyez où elle en est, puis continuez.`,
  };
  return (
    <>
      <h1>{order.data ? t`Commande ${order.data.number}` : t`Commande à un fournisseur`}</h1>
      <StockTabs />
      {fault ? <FaultMessage fault={fault} words={words} /> : null}
      {order.data && isWriting ? (
        <PurchaseOrderForm changed={order.data} onClose={() => setWriting(false)} />
      ) : null}
      {order.data && !isWriting ? (
        <Details
          key={order.data.changedAt}
          order={order.data}
          isBusy={step.isPending}
          onStep={(taken) => step.mutate(taken)}
          onWrite={() => setWriting(true)}
        />
      ) : null}
    </>
  );
}

function Details(props: {
  order: PurchaseOrder;
  isBusy: boolean;
  onStep: (step: PurchaseOrderStepRequest) => void;
  onWrite: () => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { nameOf } = useLocations();
  const words = usePurchaseOrderWords();
  const { order, isBusy, onStep, onWrite } = props;
  const { state, lines } = order;
  const isComing = state === 'sent' || state === 'received-in-part';
  const [receiptId] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const came = lines.flatMap(({ productId }) => {
    const quantity = quantityOf(typed[productId] ?? '');
    return quantity === undefined || quantity === '0' ? [] : { productId, quantity };
  });
  const isReadable = Object.values(typed).every((text) => text === '' || quantityOf(text) !== undefined);
  const action = (word: string, step: 'send' | 'close' | 'cancel', isPrimary = false) => (
    <button
      type="button"
      className={`button ${isPrimary ? 'primary' : ''}`}
      disabled={isBusy}
      onClick={() => onStep({ step })}
      data-testid={`purchase-order-${step}`}
    >
      {word}
    </button>
  );
  return (
    <>
      <dl className={`sheet ${css.facts}`}>
        <div>
          <dt>{t`État`}</dt>
          <dd data-testid="purchase-order-is">{words[state]}</dd>
        </div>
        <div>
          <dt>{t`Fournisseur`}</dt>
          <dd>{order.supplierName}</dd>
        </div>
        <div>
          <dt>{t`Livrée à`}</dt>
          <dd>{nameOf(order.locationId)}</dd>
        </div>
        {order.expectedOn === null ? null : (
          <div>
            <dt>{t`Attendue le`}</dt>
            <dd>{formatDay(new Date(order.expectedOn), 'UTC')}</dd>
          </div>
        )}
        <div>
          <dt>{t`Coût, sans taxes`}</dt>
          <dd>
            <Amount amountMinor={costOf(order)} locale={locale} />
          </dd>
        </div>
      </dl>
      <Scrolled>
        <table className="table">
          <thead>
            <tr>
              <th>{t`Produit`}</th>
              <th className="figure">{t`Commandé`}</th>
              <th className="figure">{t`Reçu`}</th>
              <th className="figure">{t`Coût unitaire`}</th>
              {isComing ? <th className="figure">{t`Arrivé maintenant`}</th> : null}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const name = nameIn(line, locale);
              const isShort = isComing && Number(line.received) < Number(line.ordered);
              return (
                <tr key={line.productId} data-testid="purchase-order-line">
                  <td>
                    {name} <span className="muted">{line.sku}</span>
                  </td>
                  <td className="figure">{formatNumber(line.ordered, locale)}</td>
                  <td className={`figure ${isShort && line.received !== '0' ? css.differs : ''}`}>
                    {formatNumber(line.received, locale)}
                  </td>
                  <td className="figure">
                    <Amount amountMinor={line.unitCostMinor} locale={locale} />
                  </td>
                  {isComing ? (
                    <td className="figure">
                      <QuantityField
                        name={name}
                        typed={typed[line.productId] ?? ''}
                        isOptional
                        onTyped={(text) => setTyped({ ...typed, [line.productId]: text })}
                        testId="came"
                      />
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
      <div className="actions">
        {state === 'draft' ? action(t`Marquer comme envoyée`, 'send', true) : null}
        {state === 'draft' ? (
          <button type="button" className="button" onClick={onWrite}>{t`Changer`}</button>
        ) : null}
        {isComing ? (
          <button
            type="button"
            className="button primary"
            disabled={isBusy || came.length === 0 || !isReadable}
            onClick={() => onStep({ step: 'receive', receiptId, received: came })}
            data-testid="purchase-order-receive"
          >{t`Recevoir`}</button>
        ) : null}
        {isComing ? action(t`Fermer : le reste ne viendra pas`, 'close') : null}
        {state === 'draft' || state === 'sent' ? action(t`Annuler la commande`, 'cancel') : null}
      </div>
    </>
  );
}
