import { useLingui } from '@lingui/react/macro';
import { Form, useActionData, useLoaderData } from 'react-router';
import { buttonClass } from '../../parts/buttons.ts';
import { CheckBox, FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { NameFields } from '../../parts/name-fields.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { phone } from '../../shared/checks.ts';
import type { ProfileData } from '../../shared/shapes/account.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import { AccountFrame } from './account-frame.tsx';
import { LanguageField } from './language-field.tsx';

export function ProfilePage() {
  const data = useLoaderData<ProfileData>();
  const answer = useActionData<FormAnswer>();
  const { t } = useLingui();
  const labels = { firstName: t`Prénom`, lastName: t`Nom`, phone: t`Téléphone (au besoin)` };
  const wantsSms = answer ? answer.values.smsOrderUpdates === 'yes' : data.smsOrderUpdates;
  return (
    <AccountFrame title={t`Profil`}>
      <Sheet>
        <Form method="post" className={formClass} noValidate>
          <FaultSummary answer={answer} labels={labels} />
          <NameFields answer={answer} kept={data} />
          <LanguageField language={data.language} />
          <Field
            name="phone"
            label={labels.phone}
            type="tel"
            autoComplete="tel"
            defaultValue={answer?.values.phone ?? data.phone}
            fault={answer?.faults.phone}
            check={phone}
          />
          <CheckBox name="smsOrderUpdates" isOn={wantsSms}>
            {t`Recevoir aussi par texto chaque étape de mes commandes`}
          </CheckBox>
          <p>{t`Courriel : ${data.email}`}</p>
          <button type="submit" className={buttonClass('primary')} data-testid="save">
            {t`Enregistrer le profil`}
          </button>
        </Form>
      </Sheet>
    </AccountFrame>
  );
}
