import type { OrderView } from '@comptoir/order/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useReasonWords } from '../figures/use-figure-words.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './order.module.css';
import { useInstant } from './use-instant.ts';
import { useReturnDecision } from './use-order.ts';

/** What the customer announced to send back: received, and its money goes back; or refused. What a store took back needs nobody. */
export function OrderReturns({ order }: { order: OrderView }) {
  const { t } = useLingui();
  if (order.returns.length === 0) return null;
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Retours`}</h2>
      {order.returns.map((announced) => (
        <OneReturn key={announced.id} order={order} announced={announced} />
      ))}
    </section>
  );
}

function OneReturn(props: { order: OrderView; announced: OrderView['returns'][number] }) {
  const { order, announced } = props;
  const { t } = useLingui();
  const at = useInstant();
  const why = useReasonWords();
  const language = useLocale() === 'en-CA' ? 'en' : 'fr';
  const decision = useReturnDecision(order.id, announced.id);
  const [damagedIds, setDamagedIds] = useState<readonly string[]>([]);
  const damaged = announced.lines.filter(({ lineId }) => damagedIds.includes(lineId));
  const states = {
    asked: t`attendu`,
    received: t`reçu`,
    refused: t`refusé`,
    brought: t`apporté en magasin`,
  } as const;
  const store = announced.store?.name;
  const nameOf = (lineId: string) => order.lines.find((line) => line.lineId === lineId)?.name[language];
  return (
    <div data-testid="announced-return" data-state={announced.state}>
      <p>
        <strong>{announced.number}</strong>{' '}
        <span className={css.state} data-testid="return-state">
          {store === undefined ? states[announced.state] : t`rendu au magasin ${store}`}
        </span>{' '}
        <span className="muted">{at(announced.at)}</span>
      </p>
      <ul>
        {announced.lines.map(({ lineId, quantity }) => (
          <li key={lineId}>
            {`${quantity} × ${nameOf(lineId) ?? lineId}`}
            {announced.state === 'asked' ? (
              <label className="check">
                <input
                  type="checkbox"
                  checked={damagedIds.includes(lineId)}
                  onChange={({ target }) =>
                    setDamagedIds((ids) =>
                      target.checked ? [...ids, lineId] : ids.filter((id) => id !== lineId),
                    )
                  }
                />
                <span>{t`Abîmé : ne retourne pas en rayon`}</span>
              </label>
            ) : null}
          </li>
        ))}
      </ul>
      {announced.excess.length > 0 ? (
        <p data-testid="return-excess">
          {t`En trop, revenu ailleurs auparavant et non remboursé :`}{' '}
          {announced.excess
            .map(({ lineId, quantity }) => `${quantity} × ${nameOf(lineId) ?? lineId}`)
            .join(', ')}
        </p>
      ) : null}
      <p className="muted" data-testid="return-why">
        {[why(announced.code), announced.reason].filter(Boolean).join(' · ')}
      </p>
      {decision.error ? <FaultMessage fault={decision.error} /> : null}
      {announced.state === 'asked' ? (
        <div className="actions">
          <button
            type="button"
            className="button"
            disabled={decision.isPending}
            onClick={() => decision.mutate({ state: 'received', ...(damaged.length > 0 ? { damaged } : {}) })}
            data-testid="return-received"
          >{t`Tout est reçu, rembourser`}</button>
          <button
            type="button"
            className="button"
            disabled={decision.isPending}
            onClick={() => decision.mutate({ state: 'refused' })}
            data-testid="return-refused"
          >{t`Refuser le retour`}</button>
        </div>
      ) : null}
    </div>
  );
}
