import { useLingui } from '@lingui/react/macro';
import { startRegistration } from '@simplewebauthn/browser';
import { useEffect, useState } from 'react';
import { useSubmit } from 'react-router';
import { useClock } from '../../../i18n/use-clock.ts';
import { buttonClass } from '../../../parts/buttons.ts';
import { Field } from '../../../parts/form.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { usePasskeysHere } from '../../../parts/passkeys-here.ts';
import { Sheet } from '../../../parts/sheet.tsx';
import { required } from '../../../shared/checks.ts';
import type { SecurityAnswer, SecurityData } from '../../../shared/shapes/account.ts';
import css from '../account.module.css';
import { ActForm } from './act-form.tsx';
import { useLabels } from './labels.ts';
import { ShownPassword } from './shown-password.tsx';

export function PasskeysSheet(props: {
  passkeys: SecurityData['passkeys'];
  answer: SecurityAnswer | undefined;
}) {
  const { passkeys, answer } = props;
  const { t } = useLingui();
  const { day } = useClock();
  const canMake = usePasskeysHere();
  const isGivenUp = useMaking(answer);
  const labels = useLabels();
  // Nothing to tell of, and nothing to do.
  if (passkeys.length === 0 && !canMake) return null;
  return (
    <Sheet title={t`Clés d’accès`} testId="passkeys">
      <p>{t`Une clé d’accès ouvre la session avec l’empreinte, le visage ou le code de votre appareil, sans mot de passe.`}</p>
      {passkeys.length === 0 ? null : (
        <ul className={css.orders}>
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} data-testid="passkey">
              <span>{name}</span>
              <ActForm act="remove-passkey" more={{ id }}>
                <button type="submit" className={buttonClass('quiet')}>
                  {t`Retirer cette clé`}
                </button>
              </ActForm>
              <small>
                {lastUsedAt === null ? t`Ajoutée le ${day(createdAt)}` : t`A servi le ${day(lastUsedAt)}`}
              </small>
            </li>
          ))}
        </ul>
      )}
      {isGivenUp ? (
        <Notice tone="warn">{t`La clé n’a pas été faite. Rien n’a changé. Réessayez quand vous voulez.`}</Notice>
      ) : null}
      {canMake ? (
        <details open={answer?.faults.passkeyPassword !== undefined || answer?.faults.name !== undefined}>
          <summary className={buttonClass()}>{t`Ajouter une clé d’accès`}</summary>
          <ActForm act="passkey-options">
            <Field
              name="name"
              label={labels.name}
              maxLength={60}
              fault={answer?.faults.name}
              check={required}
            />
            <ShownPassword name="passkeyPassword" answer={answer} />
            <button type="submit" className={buttonClass('primary')} data-testid="make-passkey">
              {t`Créer la clé`}
            </button>
          </ActForm>
        </details>
      ) : null}
    </Sheet>
  );
}

/** Once the server has said what to ask for, the authenticator is asked, and what it made is sent. @returns whether it would not. */
function useMaking(answer: SecurityAnswer | undefined): boolean {
  const submit = useSubmit();
  const [isGivenUp, setGivenUp] = useState(false);
  const options = answer?.passkeyOptions;
  const name = answer?.values.name ?? '';
  useEffect(() => {
    setGivenUp(false);
    if (!options) return;
    startRegistration({
      optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'],
    }).then(
      (made) => submit({ do: 'keep-passkey', name, response: JSON.stringify(made) }, { method: 'post' }),
      () => setGivenUp(true),
    );
  }, [options, name, submit]);
  return isGivenUp;
}
