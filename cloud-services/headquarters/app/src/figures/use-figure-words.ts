import type { ActList, VisitList } from '@comptoir/reporting/documents/api';
import { useLingui } from '@lingui/react/macro';

export function useActWords(): Readonly<Record<ActList['items'][number]['kind'], string>> {
  const { t } = useLingui();
  return {
    void: t`Vente annulée`,
    'no-sale': t`Tiroir ouvert sans vente`,
    approval: t`Permission donnée`,
    'price-override': t`Prix changé à la main`,
  };
}

/** How far a visit of the shop went. */
export function useReachedWords(): Readonly<
  Record<NonNullable<VisitList['items'][number]['reached']>, string>
> {
  const { t } = useLingui();
  return { added: t`A mis au panier`, 'checkout-begun': t`A commencé à payer` };
}

/** Why goods came back; what a later version knows is told as it is. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = {
    '': t`Raison non dite`,
    'changed-mind': t`A changé d’avis`,
    defective: t`Défectueux`,
    'wrong-item': t`Mauvais article`,
    other: t`Autre`,
    'wrong-tender': t`Paiement corrigé`,
  };
  return (reason) => words[reason] ?? reason;
}
