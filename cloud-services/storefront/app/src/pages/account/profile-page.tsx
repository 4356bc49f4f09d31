import { useLingui } from '@lingui/react/macro';
import { Form, useActionData, useLoaderData } from 'react-router';
import { buttonClass } from '../../parts/buttons.ts';
import { FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { required } from '../../shared/checks.ts';
import type { FormAnswer, ProfileData } from '../../shared/shapes.ts';
import { AccountFrame } from './account-frame.tsx';
import { LanguageField } from './language-field.tsx';

export function ProfilePage() {
  const data = useLoaderData<ProfileData>();
  const answer = useActionData<FormAnswer>();
  const { t } = useLingui();
  const labels = { firstName: t`Prénom`, lastName: t`Nom` };
  return (
    <AccountFrame title={t`Profil`}>
      <Sheet>
        <Form method="post" className={formClass} noValidate>
          <FaultSummary answer={answer} labels={labels} />
          <Field
            name="firstName"
            label={labels.firstName}
            autoComplete="given-name"
            defaultValue={answer?.values.firstName ?? data.firstName}
            fault={answer?.faults.firstName}
            check={required}
          />
          <Field
            name="lastName"
            label={labels.lastName}
            autoComplete="family-name"
            defaultValue={answer?.values.lastName ?? data.lastName}
            fault={answer?.faults.lastName}
            check={required}
          />
          <LanguageField language={data.language} />
          <p>{t`Courriel : ${data.email}`}</p>
          <button type="submit" className={buttonClass('primary')} data-testid="save">
            {t`Enregistrer le profil`}
          </button>
        </Form>
      </Sheet>
    </AccountFrame>
  );
}
