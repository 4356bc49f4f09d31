import type { StuckItem } from '@comptoir/order/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'react-router';
import { Scrolled } from '../frame/scrolled.tsx';
import { TracesLink } from '../frame/traces-link.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import css from './order.module.css';
import list from './orders.module.css';
import { useInstant } from './use-instant.ts';
import { useMending, useStuck } from './use-order.ts';
import { useOwedWords } from './use-timeline-words.ts';

/** Checkouts that go nowhere, and what could not be done after others: tried again, undone, or settled by hand. */
export function StuckPage() {
  const { t } = useLingui();
  const stuck = useStuck();
  const items = stuck.data?.items ?? [];
  return (
    <>
      <Link className={css.back} to="/orders">{t`Toutes les commandes`}</Link>
      <h1>
        <Trans>Commandes bloquées</Trans>
      </h1>
      {stuck.error ? <FaultMessage fault={stuck.error} /> : null}
      {stuck.data && items.length === 0 ? (
        <p className="empty" data-testid="nothing-stuck">{t`Rien n’est bloqué.`}</p>
      ) : null}
      {items.length > 0 ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th>{t`Commande`}</th>
                <th>{t`Ce qui est bloqué`}</th>
                <th>{t`Depuis`}</th>
                <th className="figure">{t`Essais`}</th>
                <th>{t`Que faire`}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <StuckRow key={`${item.orderId} ${item.owedId}`} item={item} />
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
    </>
  );
}

function StuckRow({ item }: { item: StuckItem }) {
  const { t } = useLingui();
  const at = useInstant();
  const words = useOwedWords();
  const mending = useMending(item);
  const [isAsked, setIsAsked] = useState(false);
  const other = item.owedId === null ? t`Abandonner le paiement` : t`Réglé à la main`;
  return (
    <tr data-testid="stuck" data-what={item.what}>
      <td className={list.number}>
        <Link to={`/orders/${item.orderId}`}>{item.number}</Link>
      </td>
      <td>
        {words(item.what)}
        {item.state === 'given-up' ? <span className={css.state}> {t`plus essayé`}</span> : null}
        {item.error === null ? null : <div className="muted">{item.error}</div>}
        {item.correlationId === null ? null : (
          <div className="muted">{t`Référence : ${item.correlationId}`}</div>
        )}
        <TracesLink text={item.number} />
        {mending.error ? <FaultMessage fault={mending.error} /> : null}
      </td>
      <td className={list.number}>{at(item.since)}</td>
      <td className="figure">{item.tries}</td>
      <td>
        {isAsked ? (
          <form
            className="actions"
            onSubmit={(event) => {
              event.preventDefault();
              mending.mutate(String(new FormData(event.currentTarget).get('reason') ?? '').trim());
            }}
          >
            <label className={css.field}>
              <span>{t`Motif`}</span>
              <input name="reason" required maxLength={300} data-testid="stuck-reason" />
            </label>
            <button type="submit" className="button primary" disabled={mending.isPending}>
              {other}
            </button>
            <button type="button" className="button" onClick={() => setIsAsked(false)}>{t`Laisser`}</button>
          </form>
        ) : (
          <div className="actions">
            <button
              type="button"
              className="button"
              disabled={mending.isPending}
              onClick={() => mending.mutate(null)}
              data-testid="retry"
            >{t`Réessayer`}</button>
            <button type="button" className="button" onClick={() => setIsAsked(true)}>
              {other}
            </button>
          </div>
        )}
      </td>
    </tr>
  );
}
