import { Field } from '../../../parts/form.tsx';
import type { FormAnswer } from '../../../shared/shapes/form.ts';
import { useLabels } from './labels.ts';

/** Whoever changes how the account is opened, or erases it, shows its password. */
export function ShownPassword(props: {
  name:
    | 'currentPassword'
    | 'codesPassword'
    | 'endCodesPassword'
    | 'recoveryPassword'
    | 'passkeyPassword'
    | 'erasePassword';
  answer: FormAnswer | undefined;
}) {
  const labels = useLabels();
  return (
    <Field
      name={props.name}
      label={labels[props.name]}
      type="password"
      autoComplete="current-password"
      fault={props.answer?.faults[props.name]}
    />
  );
}
