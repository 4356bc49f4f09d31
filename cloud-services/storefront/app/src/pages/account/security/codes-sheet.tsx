import { useLingui } from '@lingui/react/macro';
import { useClock } from '../../../i18n/use-clock.ts';
import { buttonClass } from '../../../parts/buttons.ts';
import { Field } from '../../../parts/form.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { QrPicture } from '../../../parts/qr-picture.tsx';
import { Sheet } from '../../../parts/sheet.tsx';
import type { SecurityAnswer } from '../../../shared/shapes/account.ts';
import { ActForm } from './act-form.tsx';
import { useLabels } from './labels.ts';
import css from './security.module.css';
import { ShownPassword } from './shown-password.tsx';

/** A code of an app beside the password: off, being set up, or on. */
export function CodesSheet(props: {
  since: string | null;
  left: number;
  answer: SecurityAnswer | undefined;
}) {
  const { since, left, answer } = props;
  const { t } = useLingui();
  return (
    <Sheet title={t`Code à la connexion`} testId="codes">
      {answer?.recoveryCodes ? <RecoveryCodes codes={answer.recoveryCodes} /> : null}
      {since !== null ? (
        <On since={since} left={left} answer={answer} />
      ) : answer?.codes ? (
        <SettingUp codes={answer.codes} answer={answer} />
      ) : (
        <>
          <p>{t`En plus du mot de passe, un code d’une application de votre téléphone. Qui devine le mot de passe n’entre pas.`}</p>
          <details open={answer?.faults.codesPassword !== undefined}>
            <summary className={buttonClass()}>{t`Demander un code à la connexion`}</summary>
            <ActForm act="begin-codes">
              <ShownPassword name="codesPassword" answer={answer} />
              <button type="submit" className={buttonClass('primary')} data-testid="begin-codes">
                {t`Continuer`}
              </button>
            </ActForm>
          </details>
        </>
      )}
    </Sheet>
  );
}

function SettingUp({
  codes,
  answer,
}: {
  codes: NonNullable<SecurityAnswer['codes']>;
  answer: SecurityAnswer;
}) {
  const { t } = useLingui();
  const labels = useLabels();
  const { secret, uri, picture, size } = codes;
  return (
    <ActForm act="confirm-codes" more={{ secret, uri }}>
      <p>{t`Lisez cette image avec votre application de codes, puis entrez le code qu’elle montre.`}</p>
      <QrPicture picture={picture} size={size} label={t`Image à lire avec l’application`} />
      <p>
        <a href={uri}>{t`Ouvrir l’application de cet appareil`}</a>
      </p>
      <p>
        {t`Ou tapez cette clé :`}{' '}
        <code className={css.secret}>{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <Field
        name="code"
        label={labels.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        isShort
        fault={answer.faults.code}
      />
      <button type="submit" className={buttonClass('primary')} data-testid="confirm-codes">
        {t`Confirmer le code`}
      </button>
    </ActForm>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useLingui();
  return (
    <Notice tone="warn" testId="recovery-codes">
      <p>{t`Vos codes de secours : chacun sert une fois, si vous perdez le téléphone. Notez-les maintenant, ils ne seront plus montrés.`}</p>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function On({ since, left, answer }: { since: string; left: number; answer: SecurityAnswer | undefined }) {
  const { t } = useLingui();
  const day = useClock().day(since);
  return (
    <>
      <p data-testid="codes-on">{t`Un code est demandé depuis le ${day}. Codes de secours qui restent : ${left}.`}</p>
      <details open={answer?.faults.recoveryPassword !== undefined}>
        <summary className={buttonClass()}>{t`Faire de nouveaux codes de secours`}</summary>
        <ActForm act="recovery-codes">
          <ShownPassword name="recoveryPassword" answer={answer} />
          <button type="submit" className={buttonClass('primary')} data-testid="make-recovery-codes">
            {t`Remplacer mes codes de secours`}
          </button>
        </ActForm>
      </details>
      <details open={answer?.faults.endCodesPassword !== undefined}>
        <summary className={buttonClass('quiet')}>{t`Ne plus demander de code`}</summary>
        <ActForm act="end-codes">
          <ShownPassword name="endCodesPassword" answer={answer} />
          <button type="submit" className={buttonClass('danger')} data-testid="end-codes">
            {t`Oui, le mot de passe suffit`}
          </button>
        </ActForm>
      </details>
    </>
  );
}
