import type { OrderView } from '@comptoir/order/api';
import { formatSlot } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useLocations } from '../stock/use-locations.ts';
import css from './order.module.css';
import { OrderActions } from './order-actions.tsx';
import { OrderDisputes } from './order-disputes.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderParcels } from './order-parcels.tsx';
import { OrderParts } from './order-parts.tsx';
import { OrderReturns } from './order-returns.tsx';
import { OrderReview } from './order-review.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import list from './orders.module.css';
import { toneOf, useStatusWords } from './status.ts';
import { useOrder } from './use-order.ts';

export function OrderPage() {
  const { orderId = '' } = useParams();
  const { t } = useLingui();
  const order = useOrder(orderId);
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
  return (
    <>
      <h1 className={css.title}>
        {t`Commande ${order.number}`}{' '}
        <span className={`${css.status} ${list[toneOf[order.status]]}`} data-testid="order-status">
          {order.isPartlyShipped ? t`Expédiée en partie` : words[order.status]}
        </span>
        {order.review === 'open' && order.status === 'confirmed' ? (
          <span className={`${css.status} ${list.waits}`}>{t`À vérifier`}</span>
        ) : null}
      </h1>
      <div className={css.columns}>
        <div className={css.facts}>
          <OrderLines order={order} />
          <OrderTimeline orderId={order.id} />
        </div>
        <div className={css.facts}>
          <OrderReview order={order} />
          <OrderDisputes order={order} />
          <OrderActions order={order} />
          <OrderParts order={order} />
          <OrderParcels order={order} />
          <OrderReturns order={order} />
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
                {order.customerId === null ? null : (
                  <p>
                    <Link to={`/customers/${order.customerId}?reason=order`}>{t`Voir le client`}</Link>
                  </p>
                )}
              </>
            )}
          </Facts>
          <HandOver order={order} />
          <Related order={order} />
        </div>
      </div>
    </>
  );
}

/** Where it goes, or who keeps it for whom. */
function HandOver({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const { nameOf } = useLocations();
  const isSplit = order.preparations.length > 1;
  const { delivery } = order;
  const locale = useLocale();
  return (
    <Facts title={order.deliveryMethod === 'ship' ? t`Livraison` : t`Ramassage en magasin`}>
      {order.locationId === null || isSplit ? null : <p>{nameOf(order.locationId)}</p>}
      {delivery?.slot ? (
        <p data-testid="order-slot">{formatSlot(delivery.slot, locale, headOfficeTimeZone)}</p>
      ) : null}
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

/** Orders that go with it, or stand in for what comes back of it. */
function Related({ order: { addedTo, followOns, waitsForReturn } }: { order: OrderView }) {
  const { t } = useLingui();
  if (addedTo === null && followOns.length === 0 && waitsForReturn === null) return null;
  return (
    <Facts title={t`Commandes liées`}>
      {waitsForReturn === null ? null : (
        <p data-testid="waits-for-return">{t`Attend le retour ${waitsForReturn} avant d’être préparée`}</p>
      )}
      {addedTo === null ? null : (
        <p>
          <Link to={`/orders/${addedTo.orderId}`}>{t`Part avec ${addedTo.number}`}</Link>
        </p>
      )}
      {followOns.map(({ orderId, number, kind }) => (
        <p key={orderId}>
          <Link to={`/orders/${orderId}`}>
            {kind === 'addition' ? t`Ajout : ${number}` : t`Échange : ${number}`}
          </Link>
        </p>
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
