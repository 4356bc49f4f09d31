import type { OrderView } from '@comptoir/edge-agent/back-office/api';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { useScans } from '../../keys/use-scans.ts';
import css from '../goods/goods.module.css';
import { useAct } from '../goods/use-act.ts';
import { Why } from '../goods/why.tsx';

/** Whoever has the code, typed or on their telephone, gets the goods. */
export function HandOver({ order }: { order: OrderView }) {
  const { orderId, recipient, isOverdue } = order;
  return (
    <>
      <Proof orderId={orderId} recipient={recipient} />
      <PutBack orderId={orderId} isOverdue={isOverdue} />
    </>
  );
}

function Proof({ orderId, recipient }: Pick<OrderView, 'orderId' | 'recipient'>) {
  const [code, setCode] = useState('');
  const act = useAct(`/orders/${orderId}/hand-over`, () => undefined);
  const send = (proof: string) => act.mutate(() => ({ proof }));
  useScans((text) => {
    setCode('');
    send(text);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') send(code.trim());
  };
  return (
    <form onSubmit={submit} style={{ display: 'contents' }}>
      {recipient === null ? null : (
        <p className="note">
          <Trans>Demandez son nom au client : {recipient}. Puis son code.</Trans>
        </p>
      )}
      <label className={css.field}>
        <Trans>Code du client, ou balayez son code QR</Trans>
        <input
          className={css.input}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={200}
          data-testid="collect-code"
        />
      </label>
      <Why error={act.error} />
      <div className="actions">
        <button type="submit" className="primary" disabled={act.isPending} data-testid="hand-over">
          <Trans>Remettre la commande</Trans>
        </button>
      </div>
    </form>
  );
}

function PutBack({ orderId, isOverdue }: { orderId: string; isOverdue: boolean }) {
  const act = useAct(`/orders/${orderId}/put-back`, () => undefined);
  if (!isOverdue) return null;
  return (
    <div className={css.problem}>
      <p>
        <Trans>Personne n’est venu en sept jours. Remettez-la en rayon : le client est remboursé.</Trans>
      </p>
      <Why error={act.error} />
      <button
        type="button"
        className="plain"
        disabled={act.isPending}
        onClick={() => act.mutate(() => ({ reason: 'not-collected' }))}
        data-testid="put-back"
      >
        <Trans>C’est en rayon</Trans>
      </button>
    </div>
  );
}
