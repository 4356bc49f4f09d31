import type { OrdersToPrepare, OrderView } from '@comptoir/edge-agent/back-office/api';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useAge } from '../../i18n/use-age.ts';
import { useSlot } from '../../i18n/use-slot.ts';
import css from '../goods/goods.module.css';
import { useAct } from '../goods/use-act.ts';
import { Why } from '../goods/why.tsx';
import { Page } from '../page.tsx';

export const useOrders = () =>
  useQuery({
    queryKey: ['orders'],
    queryFn: () => ask<OrdersToPrepare>('GET', '/orders-to-prepare'),
    refetchInterval: 10_000,
  });

/** What the shop has this store pack and hand over. */
export function OrdersPage() {
  const asked = useOrders();
  const items = asked.data?.items ?? [];
  const calledOff = asked.data?.calledOff ?? [];
  return (
    <Page title={<Trans>Commandes à préparer</Trans>} asked={asked}>
      {asked.data && items.length + calledOff.length === 0 ? (
        <p className="note" data-testid="no-orders">
          <Trans>Aucune commande. Elles arrivent ici dès que la boutique les confirme.</Trans>
        </p>
      ) : null}
      {items.length === 0 ? null : (
        <ul className={css.lines}>
          {items.map((order) => (
            <Order key={order.orderId} order={order} />
          ))}
        </ul>
      )}
      {calledOff.map(({ orderId, number }) => (
        <CalledOff key={orderId} orderId={orderId} number={number} />
      ))}
    </Page>
  );
}

function Order({ order }: { order: OrderView }) {
  const { orderId, number, recipient, confirmedAt, lines, state, isOverdue, slot, parcel } = order;
  const age = useAge();
  const slotWords = useSlot();
  return (
    <li>
      <Link to={`/commandes/${orderId}`} className={css.task} data-testid="order" data-state={state}>
        <span className={css.name}>
          {recipient ?? number}
          <span className={css.codes}>
            {number} · {plural(lines.length, { one: '# article', other: '# articles' })}
            {confirmedAt === null ? '' : ` · ${age(confirmedAt)}`}
            {slot === null ? '' : ` · ${slotWords(slot)}`}
            {parcel === null ? null : (
              <>
                {' · '}
                <Trans>
                  colis {parcel.number} de {parcel.of}
                </Trans>
              </>
            )}
          </span>
        </span>
        <OrderState state={state} isOverdue={isOverdue} />
      </Link>
    </li>
  );
}

function OrderState({ state, isOverdue }: Pick<OrderView, 'state' | 'isOverdue'>) {
  if (isOverdue)
    return (
      <span className={css.state} data-tone="danger">
        <Trans>À remettre en rayon</Trans>
      </span>
    );
  return (
    <span className={css.state} data-tone={state === 'to-pick' ? 'warn' : 'done'}>
      {state === 'to-pick' ? (
        <Trans>À préparer</Trans>
      ) : state === 'ready' ? (
        <Trans>Prête</Trans>
      ) : (
        <Trans>Finie, à dire au siège</Trans>
      )}
    </span>
  );
}

/** Packed here, called off since. */
function CalledOff({ orderId, number }: { orderId: string; number: string }) {
  const act = useAct(`/orders/${orderId}/put-back`, () => undefined);
  return (
    <div className={css.problem} data-testid="called-off">
      <p>
        <Trans>La commande {number} a été annulée. Remettez-la en rayon.</Trans>
      </p>
      <Why error={act.error} />
      <button
        type="button"
        className="plain"
        disabled={act.isPending}
        onClick={() => act.mutate(() => ({ reason: 'called-off' }))}
      >
        <Trans>C’est en rayon</Trans>
      </button>
    </div>
  );
}
