import { useLingui } from '@lingui/react/macro';
import { buttonClass } from '../../../parts/buttons.ts';
import { Field } from '../../../parts/form.tsx';
import { Sheet } from '../../../parts/sheet.tsx';
import { password } from '../../../shared/checks.ts';
import type { FormAnswer } from '../../../shared/shapes/form.ts';
import { ActForm } from './act-form.tsx';
import { useLabels } from './labels.ts';
import { ShownPassword } from './shown-password.tsx';

export function PasswordSheet({ answer }: { answer: FormAnswer | undefined }) {
  const { t } = useLingui();
  const labels = useLabels();
  return (
    <Sheet title={t`Mot de passe`}>
      <ActForm act="password">
        <ShownPassword name="currentPassword" answer={answer} />
        <Field
          name="password"
          label={labels.password}
          hint={t`Au moins 10 caractères. Vos autres appareils seront déconnectés.`}
          type="password"
          autoComplete="new-password"
          fault={answer?.faults.password}
          check={password}
        />
        <button type="submit" className={buttonClass()} data-testid="change-password">
          {t`Changer mon mot de passe`}
        </button>
      </ActForm>
    </Sheet>
  );
}
