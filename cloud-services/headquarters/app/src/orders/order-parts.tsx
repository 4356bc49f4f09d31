import type { OrderView } from '@comptoir/order/api';
import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useLocations } from '../stock/use-locations.ts';
import css from './order.module.css';
import { type OrderWork, useOrderWork } from './use-order.ts';

type Part = OrderView['preparations'][number];

/** Of an order that several places send: who sends what, how far that is, and what can be done about one of them alone. */
export function OrderParts({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const { move } = useOrderWork(order);
  if (order.preparations.length < 2) return null;
  return (
    <section className={`sheet ${css.fact}`} data-testid="order-parts">
      <h2>{t`Envoyée de plusieurs endroits`}</h2>
      {move.error ? (
        <FaultMessage
          fault={move.error}
          words={{
            '/problems/order-changed': t`La commande a changé entre-temps. Regardez où elle en est, puis recommencez.`,
            '/problems/no-such-move': t`Cette partie a changé entre-temps. Regardez où elle en est.`,
          }}
        />
      ) : null}
      {order.preparations.map((part) => (
        <OnePart key={part.locationId} order={order} part={part} move={move} />
      ))}
    </section>
  );
}

function OnePart({ order, part, move }: { order: OrderView; part: Part; move: OrderWork['move'] }) {
  const { t } = useLingui();
  const { nameOf } = useLocations();
  const [isAsked, setIsAsked] = useState(false);
  const { locationId, state, parcel, moves } = part;
  const states = {
    'to-prepare': t`à préparer`,
    packed: t`emballé`,
    'handed-over': t`remis au transporteur`,
    delivered: t`livré`,
    'called-off': t`pas envoyé`,
  } as const;
  const deeds = { shipped: t`Dire expédié`, delivered: t`Dire livré`, cancelled: t`Ne pas envoyer` } as const;
  return (
    <div className={css.part} data-testid="order-part" data-state={state}>
      <p>
        <strong>{nameOf(locationId)}</strong>{' '}
        {parcel === null ? null : <span className="muted">{t`colis ${parcel.number} de ${parcel.of}`}</span>}{' '}
        <span className={css.state}>{states[state]}</span>
      </p>
      <PartLines order={order} part={part} />
      <div className="actions">
        {(['shipped', 'delivered', 'cancelled'] as const)
          .filter((status) => moves.includes(status))
          .map((status) => (
            <button
              key={status}
              type="button"
              className="button"
              disabled={move.isPending}
              onClick={() =>
                status === 'cancelled' ? setIsAsked(true) : move.mutate({ status, locationId })
              }
              data-testid={`part-${status}`}
            >
              {deeds[status]}
            </button>
          ))}
      </div>
      {isAsked ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
            const asked = { status: 'cancelled', reason, locationId } as const;
            move.mutate(asked, { onSuccess: () => setIsAsked(false) });
          }}
        >
          <label className={css.field}>
            <span>{t`Motif`}</span>
            <input name="reason" required maxLength={300} data-testid="part-reason" />
          </label>
          <p className="muted">{t`Ce que cet endroit devait envoyer est remboursé; le reste de la commande part sans lui. Cela ne se défait pas.`}</p>
          <div className="actions">
            <button type="submit" className="button primary" data-testid="part-confirm">
              {deeds.cancelled}
            </button>
            <button type="button" className="button" onClick={() => setIsAsked(false)}>{t`Laisser`}</button>
          </div>
        </form>
      ) : null}
    </div>
  );
}

function PartLines({ order, part }: { order: OrderView; part: Part }) {
  const { t } = useLingui();
  const locale = useLocale();
  const language = locale === 'en-CA' ? 'en' : 'fr';
  const known = new Map(order.lines.map((line) => [line.lineId, line]));
  return part.lines.map(({ lineId, quantity, missingQuantity }) => {
    const line = known.get(lineId);
    const much = (amount: string) =>
      `${formatNumber(amount, locale)}\u00a0${line?.soldBy === 'weight' ? 'kg' : '×'}`;
    return (
      <p key={lineId} className="muted">
        {much(quantity)} {line?.name[language]}
        {missingQuantity === '0' ? null : `, ${t`il en manquait ${much(missingQuantity)}`}`}
      </p>
    );
  });
}
