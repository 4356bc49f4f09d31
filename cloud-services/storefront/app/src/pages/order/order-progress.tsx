import { useLingui } from '@lingui/react/macro';
import { useClock } from '../../i18n/use-clock.ts';
import { Icon } from '../../parts/icons.tsx';
import type { OrderData, OrderStatus } from '../../shared/shapes/order.ts';
import css from './order.module.css';

const ways: Readonly<Record<'ship' | 'collect', readonly OrderStatus[]>> = {
  ship: ['confirmed', 'preparing', 'shipped', 'delivered'],
  collect: ['confirmed', 'preparing', 'ready-to-collect', 'collected'],
};

/** Where the order is on its way, and when it got there. */
export function OrderProgress({ order }: { order: OrderData }) {
  const { t } = useLingui();
  const { moment } = useClock();
  const words = useStatusWords(order.isCollected);
  const reached = new Map(order.history.map(({ status, at }) => [status, at]));
  const isOver = order.status === 'cancelled' || order.status === 'returned';
  const way = ways[order.isCollected ? 'collect' : 'ship'];
  const steps = isOver ? [...way.filter((status) => reached.has(status)), order.status] : way;
  return (
    <ol className={css.steps}>
      {steps.map((status) => {
        const at = reached.get(status);
        return (
          <li
            key={status}
            data-done={at !== undefined}
            aria-current={status === order.status ? 'step' : undefined}
          >
            {at === undefined ? <span className={css.dot} /> : <Icon name="check" size={20} />}
            <span>
              {order.isReviewed && status === 'confirmed' ? t`Reçue` : words(status)}
              {at === undefined ? <span className="visually-hidden"> {t`(à venir)`}</span> : null}
            </span>
            {at === undefined ? null : <span>{moment(at)}</span>}
          </li>
        );
      })}
    </ol>
  );
}

export function useStatusWords(isCollected: boolean) {
  const { t } = useLingui();
  return (status: OrderStatus): string =>
    ({
      pending: t`En attente du paiement`,
      confirmed: t`Confirmée`,
      preparing: t`En préparation`,
      'ready-to-collect': t`Prête au magasin`,
      shipped: t`Partie`,
      delivered: t`Livrée`,
      collected: t`Ramassée`,
      cancelled: t`Annulée`,
      returned: isCollected ? t`Rapportée` : t`Retournée`,
    })[status];
}
