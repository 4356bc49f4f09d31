import type { OrderView } from '@comptoir/edge-agent/back-office/api';
import { Trans } from '@lingui/react/macro';
import { useParams } from 'react-router';
import { useAge } from '../../i18n/use-age.ts';
import css from '../goods/goods.module.css';
import { Page } from '../page.tsx';
import { HandOver } from './hand-over.tsx';
import { useOrders } from './orders-page.tsx';
import { Picking } from './picking.tsx';

export function OrderPage() {
  const { orderId = '' } = useParams();
  const asked = useOrders();
  const order = asked.data?.items.find((one) => one.orderId === orderId);
  return (
    <Page title={order ? (order.recipient ?? order.number) : <Trans>Commande</Trans>} asked={asked}>
      {order ? <Order order={order} /> : null}
      {asked.data && !order ? (
        <p className="note">
          <Trans>Cette commande n’est plus à préparer ici.</Trans>
        </p>
      ) : null}
    </Page>
  );
}

function Order({ order }: { order: OrderView }) {
  const age = useAge();
  const { number, state, confirmedAt, deliveryMethod } = order;
  return (
    <>
      <p className="note">
        {number}
        {confirmedAt === null ? '' : ` · ${age(confirmedAt)}`}
      </p>
      {state === 'to-pick' ? <Picking order={order} /> : null}
      {state === 'ready' && deliveryMethod === 'collect' ? <HandOver order={order} /> : null}
      {state === 'ready' && deliveryMethod !== 'collect' ? (
        <p className={css.done}>
          <Trans>Emballée. Elle part avec le transporteur.</Trans>
        </p>
      ) : null}
      {state === 'done' ? (
        <p className={css.done} data-testid="order-done">
          <Trans>Finie. Le siège le saura dès qu’il sera joignable.</Trans>
        </p>
      ) : null}
    </>
  );
}
