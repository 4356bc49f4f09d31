import { useLingui } from '@lingui/react/macro';
import { required } from '../shared/checks.ts';
import type { FormAnswer } from '../shared/shapes/form.ts';
import { Field } from './form.tsx';

/** First and last name, with what was typed before a form came back. */
export function NameFields(props: {
  answer: FormAnswer | undefined;
  kept?: Readonly<{ firstName: string; lastName: string }>;
}) {
  const { answer, kept } = props;
  const { t } = useLingui();
  return (
    <>
      <Field
        name="firstName"
        label={t`Prénom`}
        autoComplete="given-name"
        defaultValue={answer?.values.firstName ?? kept?.firstName}
        fault={answer?.faults.firstName}
        check={required}
      />
      <Field
        name="lastName"
        label={t`Nom`}
        autoComplete="family-name"
        defaultValue={answer?.values.lastName ?? kept?.lastName}
        fault={answer?.faults.lastName}
        check={required}
      />
    </>
  );
}
