import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { change } from '../../till/basket.ts';
import { useTill } from '../../till/store.ts';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

/** What is so of the whole sale: a note, and that its buyer bears no tax. */
export function SaleSheet() {
  const { t } = useLingui();
  const draft = useTill((state) => state.draft);
  const [note, setNote] = useState(draft.note ?? '');
  const [certificate, setCertificate] = useState(draft.taxExemptCertificate ?? '');
  const save = () => {
    void change({ type: 'sale-noted', note: note.trim(), certificate: certificate.trim() });
    closeDialog();
  };
  return (
    <Sheet title={t`Note et exonération`} testId="sale-dialog">
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className={css.field}>
          <Trans>Numéro du certificat d’exonération de taxes</Trans>
          <input
            value={certificate}
            maxLength={40}
            onChange={({ target }) => setCertificate(target.value)}
            data-testid="certificate"
          />
        </label>
        <p className={css.words}>
          <Trans>
            Avec un numéro, la vente est sans taxes ; il est imprimé sur le reçu. Voyez le certificat.
          </Trans>
        </p>
        <label className={css.field}>
          <Trans>Note, imprimée sur le reçu</Trans>
          <input
            value={note}
            maxLength={200}
            onChange={({ target }) => setNote(target.value)}
            data-testid="sale-note"
          />
        </label>
        <div className={css.actions}>
          <Key onPress={closeDialog} cap={t`Échap`} testId="sale-back">
            <Trans>Retour à la vente</Trans>
          </Key>
          <Key tone="primary" onPress={save} testId="sale-save">
            <Trans>Garder</Trans>
          </Key>
        </div>
        {/* Enter in a field keeps what is written. */}
        <input type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
      </form>
    </Sheet>
  );
}
