import type { DeliveriesAnswer, PurchaseOrderView, TransferView } from '@comptoir/edge-agent/back-office/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useAge } from '../../i18n/use-age.ts';
import { useScans } from '../../keys/use-scans.ts';
import { isManager } from '../../session/roles.ts';
import css from '../goods/goods.module.css';
import { Page } from '../page.tsx';
import { transferPath } from './note-code.ts';

export const useDeliveries = () =>
  useQuery({
    queryKey: ['deliveries'],
    queryFn: () => ask<DeliveriesAnswer>('GET', '/deliveries'),
    refetchInterval: 15_000,
  });

/** What is to come and to go. A scan of a delivery note opens its transfer. */
export function DeliveriesPage() {
  const asked = useDeliveries();
  const navigate = useNavigate();
  const transfers = asked.data?.transfers ?? [];
  useScans((text) => {
    const path = transferPath(text, transfers);
    if (path) navigate(path);
  });
  const coming = transfers.filter(({ direction, state }) => direction === 'in' && state === 'shipped');
  const leaving = transfers.filter(
    ({ direction, state }) => direction === 'out' && (state === 'requested' || state === 'approved'),
  );
  const rest = transfers.filter((one) => !coming.includes(one) && !leaving.includes(one));
  const orders = (asked.data?.purchaseOrders ?? []).filter(
    ({ state }) => state === 'sent' || state === 'received-in-part',
  );
  return (
    <Page title={<Trans>Livraisons</Trans>} asked={asked}>
      <div className="actions">
        <Link to="/livraisons/recevoir" className="plain">
          <Trans>Recevoir sans commande</Trans>
        </Link>
        <Link to="/livraisons/envoyer" className="plain" data-testid="send-goods">
          <Trans>Envoyer ailleurs</Trans>
        </Link>
        {isManager() ? (
          <Link to="/livraisons/demander" className="plain" data-testid="request-goods">
            <Trans>Demander à un magasin</Trans>
          </Link>
        ) : null}
      </div>
      <Group title={<Trans>À recevoir</Trans>} isEmpty={coming.length + orders.length === 0}>
        {coming.map((one) => (
          <Transfer key={one.transferId} transfer={one} />
        ))}
        {orders.map((one) => (
          <Order key={one.purchaseOrderId} order={one} />
        ))}
      </Group>
      <Group title={<Trans>À envoyer</Trans>} isEmpty={leaving.length === 0}>
        {leaving.map((one) => (
          <Transfer key={one.transferId} transfer={one} />
        ))}
      </Group>
      {rest.length === 0 ? null : (
        <Group title={<Trans>En route et terminés</Trans>} isEmpty={false}>
          {rest.map((one) => (
            <Transfer key={one.transferId} transfer={one} />
          ))}
        </Group>
      )}
    </Page>
  );
}

function Group({ title, isEmpty, children }: { title: ReactNode; isEmpty: boolean; children: ReactNode }) {
  return (
    <section>
      <h2 className={css.aisle}>{title}</h2>
      {isEmpty ? (
        <p className="note">
          <Trans>Rien pour l’instant.</Trans>
        </p>
      ) : (
        <ul className={css.lines}>{children}</ul>
      )}
    </section>
  );
}

function Transfer({ transfer }: { transfer: TransferView }) {
  const { number, direction, other, state, isWaiting, changedAt } = transfer;
  const age = useAge();
  const words = useStateWords();
  return (
    <li>
      <Link
        to={`/livraisons/transferts/${transfer.transferId}`}
        className={css.task}
        data-testid="transfer"
        data-state={state}
      >
        <span className={css.name}>
          {direction === 'in' ? <Trans>De {other.name}</Trans> : <Trans>Vers {other.name}</Trans>}
          <span className={css.codes}>
            {number} · {age(changedAt)}
          </span>
        </span>
        <span className={css.state} data-tone={state === 'shipped' && direction === 'in' ? 'warn' : ''}>
          {words[state]}
          {isWaiting ? (
            <span className={css.codes}>
              <Trans>à dire au siège</Trans>
            </span>
          ) : null}
        </span>
      </Link>
    </li>
  );
}

function Order({ order }: { order: PurchaseOrderView }) {
  const { purchaseOrderId, number, supplierName, expectedOn, state } = order;
  return (
    <li>
      <Link to={`/livraisons/commandes/${purchaseOrderId}`} className={css.task} data-testid="purchase-order">
        <span className={css.name}>
          {supplierName}
          <span className={css.codes}>
            {number}
            {expectedOn === null ? '' : ` · ${expectedOn}`}
          </span>
        </span>
        <span className={css.state}>
          {state === 'sent' ? <Trans>Attendue</Trans> : <Trans>Reçue en partie</Trans>}
        </span>
      </Link>
    </li>
  );
}

export function useStateWords(): Record<TransferView['state'], string> {
  const { t } = useLingui();
  return {
    requested: t`Demandé`,
    approved: t`Approuvé`,
    shipped: t`En route`,
    received: t`Reçu`,
    closed: t`Terminé`,
    cancelled: t`Annulé`,
  };
}
