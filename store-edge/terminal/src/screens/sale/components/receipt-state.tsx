import type { DeviceState } from '@comptoir/edge-agent/api';
import { Trans } from '@lingui/react/macro';
import { isTaken, type KeptSale } from '../../../sale/kept-sale.ts';
import { useTill } from '../../../till/store.ts';
import css from './change-due.module.css';

/** Where the sale and its receipt are, in words that are true at this moment. */
export function ReceiptState({ sale, printId }: { sale: KeptSale | undefined; printId: string | null }) {
  const prints = useTill((state) => state.prints);
  const reachable = useTill((state) => state.link.reachable);
  const printer = useTill((state) => state.edge?.devices.printer);
  if (!sale) return <p className={css.state} />;
  if (sale.state === 'refused') {
    return (
      <p
        className={css.state}
        data-tone="danger"
        data-testid="sale-state"
        data-state={sale.state}
        role="alert"
      >
        <Trans>
          Le serveur refuse cette vente payée. Elle est gardée sur cette caisse. Appelez le gérant.
        </Trans>
      </p>
    );
  }
  const provisional = sale.provisionalNumber;
  if (!isTaken(sale)) {
    return (
      <p
        className={css.state}
        data-tone={reachable ? 'info' : 'warn'}
        data-testid="sale-state"
        data-state={sale.state}
      >
        {provisional === null ? null : (
          <span data-testid="provisional-number">
            <Trans>Reçu provisoire {provisional}.</Trans>{' '}
          </span>
        )}
        {reachable ? (
          <Trans>Vente gardée sur cette caisse. Envoi au serveur du magasin.</Trans>
        ) : (
          <Trans>
            La vente est gardée sur cette caisse et partira seule au retour du serveur du magasin.
          </Trans>
        )}
      </p>
    );
  }
  const number = sale.answer?.receiptNumber;
  const print = prints[printId ?? sale.printId];
  return (
    <p
      className={css.state}
      data-tone={print?.state === 'suspect' ? 'warn' : 'done'}
      data-testid="sale-state"
      data-state={sale.state}
      data-print={print?.state}
      data-receipt-number={number}
    >
      <span data-testid="receipt-number">
        <Trans>Vente {number} enregistrée.</Trans>
      </span>{' '}
      {print?.state === 'confirmed' ? (
        print.duplicate ? (
          <Trans>Duplicata imprimé.</Trans>
        ) : (
          <Trans>Reçu imprimé.</Trans>
        )
      ) : null}
      {print?.state === 'suspect' ? <Trans>Vérifiez que le reçu est bien sorti.</Trans> : null}
      {print?.state === 'sending' ? <Trans>Impression du reçu.</Trans> : null}
      {print?.state === 'queued' ? <Waiting printer={printer} /> : null}
    </p>
  );
}

/** Why a receipt that is ordered does not come out yet, and what makes it. */
function Waiting({ printer }: { printer: DeviceState | undefined }) {
  switch (printer) {
    case 'out-of-paper':
      return <Trans>Changez le rouleau : le reçu sortira seul.</Trans>;
    case 'cover-open':
      return <Trans>Fermez le couvercle : le reçu sortira seul.</Trans>;
    case 'absent':
    case 'silent':
    case 'fault':
      return <Trans>Le reçu sortira au retour de l’imprimante.</Trans>;
    default:
      return <Trans>Impression du reçu.</Trans>;
  }
}
