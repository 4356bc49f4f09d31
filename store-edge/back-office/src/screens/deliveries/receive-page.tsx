import type { PurchaseOrderView } from '@comptoir/edge-agent/back-office/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import css from '../goods/goods.module.css';
import { useGoods } from '../goods/use-goods.ts';
import { Page } from '../page.tsx';
import { useDeliveries } from './deliveries-page.tsx';
import { GoodsForm, noted, present } from './goods-form.tsx';

/** Goods of a supplier, by an order or without one. */
export function ReceivePage() {
  const { purchaseOrderId } = useParams();
  const asked = useDeliveries();
  const order = asked.data?.purchaseOrders.find((one) => one.purchaseOrderId === purchaseOrderId);
  return (
    <Page title={order ? order.supplierName : <Trans>Recevoir sans commande</Trans>} asked={asked}>
      {purchaseOrderId === undefined || order ? <Receive order={order} /> : null}
      {asked.data && purchaseOrderId !== undefined && !order ? (
        <p className="note">
          <Trans>Cette commande n’est plus attendue.</Trans>
        </p>
      ) : null}
    </Page>
  );
}

function Receive({ order }: { order: PurchaseOrderView | undefined }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [supplier, setSupplier] = useState('');
  const goods = useGoods(
    (order?.lines ?? [])
      .map(({ ordered, received, ...good }) => ({ ...good, expected: left(ordered, received) }))
      .filter(({ expected }) => expected !== '0'),
  );
  return (
    <GoodsForm
      goods={goods}
      path="/deliveries/receipts"
      verb={t`Recevoir`}
      onDone={() => navigate('/livraisons')}
      body={({ quantities, note }) => ({
        ...(order ? { purchaseOrderId: order.purchaseOrderId } : {}),
        ...(supplier.trim() === '' ? {} : { supplierName: supplier.trim() }),
        lines: present(quantities).map(({ productId, quantity }) => ({ productId, received: quantity })),
        ...noted(note),
      })}
    >
      {order ? (
        <p className="note">{order.number}</p>
      ) : (
        <label className={css.field}>
          <Trans>Fournisseur</Trans>
          <input
            className={css.input}
            value={supplier}
            onChange={(event) => setSupplier(event.target.value)}
            maxLength={80}
          />
        </label>
      )}
    </GoodsForm>
  );
}

/** What is still to come, never below nothing. */
const left = (ordered: string, received: string): string =>
  String(Math.max(0, Math.round((Number(ordered) - Number(received)) * 1_000) / 1_000));
