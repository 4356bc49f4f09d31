import type { AccessReason } from '@comptoir/customer/api';
import { useLingui } from '@lingui/react/macro';
import filterCss from '../filters/filters.module.css';

export function useReasonWords(): Readonly<Record<AccessReason, string>> {
  const { t } = useLingui();
  return {
    'customer-asks': t`La personne le demande`,
    order: t`Suivi d’une commande`,
    complaint: t`Plainte`,
    privacy: t`Demande sur ses renseignements personnels`,
    fraud: t`Fraude soupçonnée`,
  };
}

/** Why one looks; nothing is chosen beforehand, so that it is chosen. */
export function ReasonField(props: {
  reason: AccessReason | null;
  onChange: (reason: AccessReason | null) => void;
}) {
  const { t } = useLingui();
  const words = useReasonWords();
  const reasons = Object.keys(words) as AccessReason[];
  return (
    <label className={filterCss.field}>
      <span>{t`Motif de la consultation`}</span>
      <select
        value={props.reason ?? ''}
        onChange={(event) => props.onChange(reasons.find((known) => known === event.target.value) ?? null)}
        required
        data-testid="access-reason"
      >
        <option value="">{t`Choisir un motif`}</option>
        {reasons.map((known) => (
          <option key={known} value={known}>
            {words[known]}
          </option>
        ))}
      </select>
    </label>
  );
}
