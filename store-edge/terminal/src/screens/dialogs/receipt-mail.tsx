import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { newId } from '../../sale/ids.ts';
import { type MailOutcome, mailReceipt } from '../../till/receipt-mails.ts';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

/** The customer says an address, for this receipt alone. */
export function ReceiptMail({ saleId, language }: { saleId: string; language: 'fr' | 'en' }) {
  const { t } = useLingui();
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState(language);
  // Of this sheet: pressed twice, or again after silence, it is one mail.
  const [mailId] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<MailOutcome | null>(null);
  const problem = useOutcomeWords(outcome);
  const send = async () => {
    if (busy) return;
    setBusy(true);
    setOutcome(await mailReceipt(saleId, { mailId, email, language: chosen }));
    setBusy(false);
  };
  const isTaken = outcome === 'on-its-way' || outcome === 'waiting';
  return (
    <Sheet
      title={t`Reçu par courriel`}
      testId="receipt-mail-dialog"
      onCommand={(command) => {
        if (command.do === 'enter' && isTaken) closeDialog();
        return command.do === 'enter';
      }}
    >
      {isTaken ? (
        <>
          <p className={css.words} role="status" data-testid="receipt-mail-taken" data-state={outcome}>
            {outcome === 'on-its-way' ? (
              <Trans>Le reçu part à {email}.</Trans>
            ) : (
              <Trans>Le reçu partira à {email} dès que le siège répond. L’adresse est effacée ensuite.</Trans>
            )}
          </p>
          <div className={css.actions}>
            <Key tone="primary" onPress={closeDialog} cap={t`Entrée`} testId="receipt-mail-done">
              <Trans>Continuer</Trans>
            </Key>
          </div>
        </>
      ) : (
        <form
          className={css.form}
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <label className={css.field}>
            <Trans>Courriel du client</Trans>
            <input
              // biome-ignore lint/a11y/noAutofocus: the sheet is there for this one field.
              autoFocus
              type="email"
              value={email}
              maxLength={254}
              aria-invalid={outcome === 'bad-address'}
              onChange={({ target }) => setEmail(target.value)}
              data-testid="receipt-mail-address"
            />
          </label>
          <p className={css.words}>
            <Trans>
              Demandez si le client veut ce reçu par courriel. L’adresse sert à ce reçu seul : elle n’est pas
              gardée, et rien d’autre n’y est envoyé.
            </Trans>
          </p>
          <fieldset className={css.choice}>
            <legend>
              <Trans>Langue du reçu</Trans>
            </legend>
            {(['fr', 'en'] as const).map((one) => (
              <Key
                key={one}
                pressed={chosen === one}
                onPress={() => setChosen(one)}
                testId={`receipt-mail-${one}`}
              >
                <span lang={one === 'fr' ? 'fr-CA' : 'en-CA'}>{one === 'fr' ? 'Français' : 'English'}</span>
              </Key>
            ))}
          </fieldset>
          <p className={css.problem} role="alert" data-testid="receipt-mail-problem">
            {problem}
          </p>
          <div className={css.actions}>
            <Key onPress={closeDialog} cap={t`Échap`}>
              <Trans>Sans courriel</Trans>
            </Key>
            <Key
              tone="primary"
              onPress={() => void send()}
              disabled={busy || email.trim() === ''}
              cap={t`Entrée`}
              testId="receipt-mail-send"
            >
              <Trans>Envoyer le reçu</Trans>
            </Key>
          </div>
          {/* Enter in a field keeps what is written. */}
          <input type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
        </form>
      )}
    </Sheet>
  );
}

function useOutcomeWords(outcome: MailOutcome | null): string | null {
  const { t } = useLingui();
  switch (outcome) {
    case 'bad-address':
      return t`Ce courriel ne peut pas être lu. Vérifiez-le avec le client.`;
    case 'unreachable':
      return t`Serveur du magasin injoignable. Rien n’est envoyé. Réessayez, ou imprimez le reçu.`;
    case 'refused':
      return t`Ce reçu ne peut pas être envoyé. Imprimez-le.`;
    default:
      return null;
  }
}
