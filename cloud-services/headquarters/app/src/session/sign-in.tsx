import type { StaffAuthAnswer } from '@comptoir/sales/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import css from './sign-in.module.css';

export function SignIn(props: { onSignedIn: (answer: StaffAuthAnswer) => void }) {
  const gateway = useGateway();
  const { t } = useLingui();
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const summary = useRef<HTMLDivElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const credentials = { login: String(fields.get('login')), password: String(fields.get('password')) };
      props.onSignedIn(await gateway.send<StaffAuthAnswer>('POST', '/api/v1/staff/auth', credentials));
    } catch (error) {
      setFault(error);
      summary.current?.focus();
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={submit} aria-labelledby="sign-in-title">
        <p className={css.brand}>Comptoir</p>
        <h1 id="sign-in-title">
          <Trans>Siège</Trans>
        </h1>
        <div ref={summary} tabIndex={-1} role="alert">
          {fault ? (
            <FaultMessage
              fault={fault}
              words={{
                '/problems/bad-credentials': t`Identifiant ou mot de passe inconnu. Vérifiez-les et réessayez.`,
              }}
            />
          ) : null}
        </div>
        <label>
          <Trans>Identifiant</Trans>
          <input name="login" autoComplete="username" required spellCheck={false} data-testid="login" />
        </label>
        <label>
          <Trans>Mot de passe</Trans>
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            data-testid="password"
          />
        </label>
        <button type="submit" className={css.primary} disabled={busy} data-testid="sign-in">
          <Trans>Ouvrir la session</Trans>
        </button>
      </form>
    </main>
  );
}
