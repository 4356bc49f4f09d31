import type { OrderView } from '@comptoir/edge-agent/api';
import { parseCollectProof } from '@comptoir/sync-protocol/ids/collect-proof';
import { Key } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { giveOrder, readOrders } from '../../till/handing-over.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const codeLengthMax = 20;

/** Who comes, by their code or its QR; a name to ask for; then the goods are theirs. */
export function HandOver({ proof }: { proof: string | null }) {
  const { t } = useLingui();
  const [orders, setOrders] = useState<readonly OrderView[] | null | 'loading'>('loading');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [given, setGiven] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void readOrders().then((read) => {
      if (!gone) setOrders(read);
    });
    return () => {
      gone = true;
    };
  }, []);
  const ready = Array.isArray(orders) ? orders : [];
  const wantedNumber = proof === null ? undefined : parseCollectProof(proof)?.number;
  const order = ready.find(({ orderId, number }) => orderId === chosenId || number === wantedNumber);
  const scanned = order?.number === wantedNumber ? proof : null;
  const shown = scanned ?? code;
  const give = () => {
    if (!order || shown === '' || given !== null) return;
    void giveOrder(order.orderId, shown).then((refused) => {
      setProblem(refused);
      setCode('');
      if (refused === null) setGiven(order.number);
    });
  };
  return (
    <Sheet
      title={t`Remettre une commande`}
      wide
      testId="hand-over-dialog"
      onCommand={(command) => {
        if (!order || given !== null) return false;
        if (command.do === 'type') setCode((code + command.text.toUpperCase()).slice(0, codeLengthMax));
        else if (command.do === 'erase') setCode(code.slice(0, -1));
        else if (command.do === 'enter') give();
        else return false;
        return true;
      }}
    >
      {given === null ? null : (
        <p className={css.strong} role="status" data-testid="order-given">
          <Trans>La commande {given} est remise. Le siège l’apprendra par le journal.</Trans>
        </p>
      )}
      {orders === null ? (
        <p className={css.words}>
          <Trans>Serveur du magasin injoignable. Les commandes reviennent avec lui.</Trans>
        </p>
      ) : null}
      {given === null && order === undefined && Array.isArray(orders) ? (
        <Waiting orders={ready} isScanned={proof !== null} onChoose={setChosenId} />
      ) : null}
      {given === null && order ? (
        <>
          <OrderWords order={order} />
          {scanned === null ? (
            <output className={css.typed} aria-label={t`Code du client`} data-testid="hand-over-code">
              {code === '' ? '—' : code}
            </output>
          ) : null}
          <p className={css.problem} role="alert" data-testid="hand-over-problem">
            {problem === null ? null : <Why type={problem} />}
          </p>
          <Key tone="primary" onPress={give} disabled={shown === ''} cap={t`Entrée`} testId="give-order">
            <Trans>Remettre la commande</Trans>
          </Key>
        </>
      ) : null}
    </Sheet>
  );
}

function Waiting(props: {
  orders: readonly OrderView[];
  isScanned: boolean;
  onChoose: (orderId: string) => void;
}) {
  const { orders, isScanned, onChoose } = props;
  return (
    <>
      <p className={css.words}>
        {isScanned ? (
          <Trans>Cette commande n’attend pas ici. Lisez son numéro avec le client.</Trans>
        ) : orders.length === 0 ? (
          <Trans>Aucune commande n’attend son client.</Trans>
        ) : (
          <Trans>Lisez le code QR du client, ou choisissez sa commande.</Trans>
        )}
      </p>
      <div className={css.pairs}>
        {orders.map((order) => (
          <button
            key={order.orderId}
            type="button"
            className={css.card}
            onClick={() => onChoose(order.orderId)}
            data-testid="order-waiting"
          >
            <span className={css.grow}>
              <strong>{order.number}</strong>
              <span className={css.detail}>
                {order.recipient}
                {' · '}
                {plural(order.lines.length, { one: '# ligne', other: '# lignes' })}
              </span>
            </span>
          </button>
        ))}
      </div>
    </>
  );
}

function OrderWords({ order: { number, recipient } }: { order: OrderView }) {
  return (
    <p className={css.words} data-testid="hand-over-order">
      <strong>{number}</strong>{' '}
      {recipient === null ? (
        <Trans>Demandez son code au client.</Trans>
      ) : (
        <Trans>Demandez son nom au client : {recipient}. Puis son code.</Trans>
      )}
    </p>
  );
}

function Why({ type }: { type: string }) {
  switch (type) {
    case 'wrong-code':
      return <Trans>Ce n’est pas le code de cette commande. Redemandez-le au client.</Trans>;
    case 'too-many-codes':
      return <Trans>Trop de codes faux. Attendez dix minutes, puis redemandez le code.</Trans>;
    case 'already-handed-over':
      return <Trans>Cette commande est déjà remise. Rien n’a changé.</Trans>;
    case 'unreachable':
      return <Trans>Serveur du magasin injoignable. Rien n’est perdu; envoyez de nouveau.</Trans>;
    default:
      return <Trans>Le serveur du magasin refuse ({type}).</Trans>;
  }
}
