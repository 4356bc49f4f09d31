import { Amount, formatMoney, Key } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import type { Attempt } from '../../../sale/draft.ts';
import { abort } from '../../../till/card.ts';
import { store, useTill } from '../../../till/store.ts';
import { useLocale } from '../../use-locale.ts';
import css from './card-progress.module.css';

/** What the payment terminal is doing. "Unknown" is a third outcome, with its own colour and its own words. */
export function CardProgress({ attempt }: { attempt: Attempt }) {
  const locale = useLocale();
  const silent = useTill((state) => state.edge?.devices.paymentTerminal === 'silent');
  const reachable = useTill((state) => state.link.reachable);
  const unknown = attempt.state === 'unknown';
  const amount = formatMoney(attempt.amountMinor, locale);
  return (
    <div
      className={css.progress}
      data-tone={unknown ? 'check' : 'info'}
      data-testid="card-progress"
      data-state={attempt.state}
    >
      <p className={css.label}>
        <Trans>Carte</Trans>
      </p>
      <Amount className={css.amount} amountMinor={attempt.amountMinor} locale={locale} testId="card-amount" />
      {unknown ? (
        <div role="alert" className={css.words}>
          <strong>
            <Trans>Paiement à vérifier : {amount}. Ne repassez pas la carte.</Trans>
          </strong>
          <span>
            <Trans>
              Le terminal est interrogé de nouveau sans arrêt. Regardez son écran et gardez le client avec
              vous.
            </Trans>
          </span>
        </div>
      ) : (
        <div className={css.words} aria-live="polite">
          <strong>
            {attempt.state === 'intended' ? (
              <Trans>Envoi au terminal de paiement</Trans>
            ) : (
              <Trans>Présentez la carte</Trans>
            )}
          </strong>
          <span>
            {!reachable ? (
              <Trans>
                Serveur du magasin injoignable. Le paiement est suivi dès son retour. Ne repassez pas la
                carte.
              </Trans>
            ) : silent ? (
              <Trans>Le terminal de paiement ne répond pas. Regardez son écran.</Trans>
            ) : (
              <Trans>Le client suit les consignes à l’écran du terminal.</Trans>
            )}
          </span>
        </div>
      )}
      <div className={css.actions}>
        {unknown ? (
          <Key onPress={() => store.set({ dialog: { kind: 'settle-payment' } })} testId="settle-card">
            <Trans>Le terminal a été lu</Trans>
          </Key>
        ) : (
          <Key tone="danger" onPress={() => void abort()} testId="abort-card">
            <Trans>Annuler le paiement par carte</Trans>
          </Key>
        )}
      </div>
    </div>
  );
}
