import { Key } from '@comptoir/ui-kit';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { pairWith } from '../../till/start.ts';
import { useTill } from '../../till/store.ts';
import { LanguageKey } from '../language-key.tsx';
import css from './pairing.module.css';

/** First contact: a manager's code ties this browser's key to a register, once. */
export function Pairing() {
  const { busy, problem } = useTill((state) => state.pairing);
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '' && !busy) void pairWith(code);
  };
  const words = problem === null ? null : problemWords(problem);
  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={submit} data-testid="pairing">
        <h1>
          <Trans>Associer cette caisse</Trans>
        </h1>
        <p>
          <Trans>
            Demandez un code au gérant et tapez-le ici. Il sert une seule fois. La clé de la caisse reste dans
            ce navigateur.
          </Trans>
        </p>
        <label className={css.label} htmlFor="pairing-code">
          <Trans>Code d’association</Trans>
        </label>
        <input
          id="pairing-code"
          className={css.code}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the only field of the only screen of a till that is not paired.
          autoFocus
          aria-invalid={words !== null}
          aria-describedby="pairing-problem"
          data-testid="pairing-code"
        />
        <p id="pairing-problem" className={css.problem} role="alert" data-testid="pairing-problem">
          {words}
        </p>
        <Key
          tone="primary"
          onPress={() => void pairWith(code)}
          disabled={busy || code.trim() === ''}
          testId="pairing-submit"
        >
          {busy ? t`Association en cours` : t`Associer la caisse`}
        </Key>
      </form>
      <div className={css.language}>
        <LanguageKey />
      </div>
    </main>
  );
}

function problemWords(problem: string): string {
  switch (problem) {
    case 'unreachable':
      return t`Serveur du magasin injoignable. Vérifiez qu’il est allumé, puis recommencez.`;
    case 'pairing-code-used':
      return t`Ce code a déjà servi. Demandez-en un autre au gérant.`;
    case 'pairing-code-expired':
      return t`Ce code est expiré. Demandez-en un autre au gérant.`;
    case 'pairing-code-unknown':
      return t`Ce code n’existe pas. Vérifiez-le et retapez-le.`;
    case 'too-many-codes':
      return t`Trop de codes faux. Attendez une minute, puis demandez un nouveau code.`;
    case 'not-paired':
      return t`Cette caisse a été associée à un autre poste. Pour vendre d’ici, demandez un code au gérant.`;
    default:
      return t`L’association a échoué (${problem}). Demandez un nouveau code au gérant.`;
  }
}
