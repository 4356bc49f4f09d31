import type { OrderView } from '@comptoir/order/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useStores } from '../filters/use-stores.ts';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './order.module.css';
import { OrderLines } from './order-lines.tsx';
import list from './orders.module.css';
import { toneOf, useStatusWords } from './status.ts';

const refreshMs = 10_000;

export function OrderPage() {
  const { orderId = '' } = useParams();
  const { t } = useLingui();
  const gateway = useGateway();
  const order = useQuery({
    queryKey: ['order', orderId],
    queryFn: () => gateway.get<OrderView>(`/api/v1/orders/${encodeURIComponent(orderId)}`),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <Link className={css.back} to="/orders">{t`Toutes les commandes`}</Link>
      {order.error ? (
        <FaultMessage
          fault={order.error}
          words={{
            '/problems/not-found': t`Cette commande n’existe pas, ou votre magasin ne la prépare pas.`,
          }}
        />
      ) : null}
      {order.data ? <Shown order={order.data} /> : null}
    </>
  );
}

function Shown({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const words = useStatusWords();
  const at = useInstant();
  return (
    <>
      <h1 className={css.title}>
        {t`Commande ${order.number}`}{' '}
        <span className={`${css.status} ${list[toneOf[order.status]]}`} data-testid="order-status">
          {words[order.status]}
        </span>
      </h1>
      <div className={css.columns}>
        <OrderLines order={order} />
        <div className={css.facts}>
          <Facts title={t`Client`}>
            {order.contact === null ? (
              <p className="muted">{t`Renseignements effacés à la demande de la personne`}</p>
            ) : (
              <>
                <p>{order.contact.name}</p>
                <p>
                  <a href={`mailto:${order.contact.email}`}>{order.contact.email}</a>
                </p>
                {order.contact.phone ? <p>{order.contact.phone}</p> : null}
              </>
            )}
          </Facts>
          <HandOver order={order} />
          <Facts title={t`Historique`}>
            <ol className={css.history}>
              {order.history.map((move) => (
                <li key={`${move.at} ${move.status}`}>
                  <span>{words[move.status]}</span>
                  <span className="muted">{at(move.at)}</span>
                </li>
              ))}
            </ol>
          </Facts>
        </div>
      </div>
    </>
  );
}

/** Where it goes, or who keeps it for whom. */
function HandOver({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const store = useStores().find(({ storeId }) => storeId === order.locationId)?.name;
  const { delivery } = order;
  return (
    <Facts title={order.deliveryMethod === 'ship' ? t`Livraison` : t`Ramassage en magasin`}>
      {store ? <p>{store}</p> : null}
      {order.collectCode === null ? null : <p>{t`Code de ramassage : ${order.collectCode}`}</p>}
      {delivery?.method === 'ship' ? (
        <address className={css.address}>
          {[
            delivery.address.recipient,
            ...delivery.address.lines,
            `${delivery.address.city} (${delivery.address.region})  ${delivery.address.postalCode}`,
          ].map((line) => (
            <div key={line}>{line}</div>
          ))}
        </address>
      ) : null}
      {order.shipments.map(({ carrier, trackingNumber, shippedAt }) => (
        <p key={shippedAt}>{[carrier, trackingNumber].filter(Boolean).join(' ')}</p>
      ))}
    </Facts>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function useInstant(): (instant: string) => string {
  const locale = useLocale();
  return (instant) => {
    const at = new Date(instant);
    return `${formatDay(at, headOfficeTimeZone)}, ${formatTime(at, locale, headOfficeTimeZone)}`;
  };
}
