import type { OrderView } from '@comptoir/order/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { ChangeForm } from './change-form.tsx';
import css from './order.module.css';
import { RefundForm } from './refund-form.tsx';
import { type Status, useMoveWords } from './status.ts';
import { useOrderWork } from './use-order.ts';

/** These take something away, and are asked for twice. */
const grave: ReadonlySet<Status> = new Set(['cancelled', 'returned']);

/** Where an order may go from here, money back, a mail once more, a word for colleagues. */
export function OrderActions({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const work = useOrderWork(order);
  const [asked, setAsked] = useState<Status | 'refund' | 'change' | null>(null);
  const moves = useMoveWords();
  const words = order.isPartlyShipped ? { ...moves, cancelled: t`Annuler ce qui n’est pas parti` } : moves;
  const close = () => setAsked(null);
  // What the provider took back is not there to be refunded.
  const withdrawnMinor = order.disputes.reduce((sum, dispute) => sum + dispute.withdrawnMinor, 0);
  const fault = work.move.error ?? work.resend.error;
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Que faire`}</h2>
      {fault ? (
        <FaultMessage
          fault={fault}
          words={{
            '/problems/order-changed': t`La commande a changé entre-temps. Regardez où elle en est, puis recommencez.`,
            '/problems/nobody-to-tell': t`Il n’y a personne à qui écrire : la commande n’est pas payée, ou la personne a été effacée.`,
          }}
        />
      ) : null}
      <div className="actions">
        {order.moves.map((status) => (
          <button
            key={status}
            type="button"
            className="button"
            disabled={work.move.isPending}
            onClick={() => (grave.has(status) ? setAsked(status) : work.move.mutate({ status }))}
            data-testid={`move-${status}`}
          >
            {words[status]}
          </button>
        ))}
        {order.status === 'confirmed' && order.review !== 'open' && order.delivery !== null ? (
          <button
            type="button"
            className="button"
            onClick={() => setAsked('change')}
            data-testid="ask-change"
          >{t`Modifier la commande`}</button>
        ) : null}
        {order.totals.capturedMinor > order.totals.refundedMinor + withdrawnMinor ? (
          <button
            type="button"
            className="button"
            onClick={() => setAsked('refund')}
            data-testid="ask-refund"
          >{t`Rembourser une partie`}</button>
        ) : null}
        {order.contact === null || order.status === 'pending' ? null : (
          <button
            type="button"
            className="button"
            disabled={work.resend.isPending}
            onClick={() => work.resend.mutate()}
            data-testid="resend"
          >
            {work.resend.isSuccess ? t`Courriel renvoyé` : t`Renvoyer le courriel`}
          </button>
        )}
      </div>
      {asked === 'refund' ? <RefundForm order={order} refund={work.refund} onDone={close} /> : null}
      {asked === 'change' ? <ChangeForm order={order} change={work.change} onDone={close} /> : null}
      {asked !== null && asked !== 'refund' && asked !== 'change' ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
            work.move.mutate({ status: asked, reason }, { onSuccess: close });
          }}
        >
          <label className={css.field}>
            <span>{t`Motif`}</span>
            <input name="reason" required maxLength={300} data-testid="move-reason" />
          </label>
          <p className="muted">
            {order.isPartlyShipped
              ? t`Ce qui n’est pas parti n’est pas envoyé, et remboursé. Cela ne se défait pas.`
              : t`Tout ce qui reste de l’argent est rendu. Cela ne se défait pas.`}
          </p>
          <div className="actions">
            <button type="submit" className="button primary" data-testid="move-confirm">
              {words[asked]}
            </button>
            <button type="button" className="button" onClick={close}>{t`Laisser`}</button>
          </div>
        </form>
      ) : null}
      <NoteForm note={work.note} />
    </section>
  );
}

function NoteForm({ note }: Pick<ReturnType<typeof useOrderWork>, 'note'>) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  return (
    <form
      className={css.note}
      onSubmit={(event) => {
        event.preventDefault();
        note.mutate(text.trim(), { onSuccess: () => setText('') });
      }}
    >
      <label className={css.field}>
        <span>{t`Note pour les collègues`}</span>
        <textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={2_000}
          rows={2}
          required
          data-testid="note"
        />
      </label>
      {note.error ? <FaultMessage fault={note.error} /> : null}
      <button
        type="submit"
        className="button"
        disabled={note.isPending || text.trim() === ''}
        data-testid="write-note"
      >{t`Noter`}</button>
    </form>
  );
}
