import { useLingui } from '@lingui/react/macro';

/** What somebody else must allow, in words; what this version does not know keeps its own name. */
export function usePermissionWords(): (permission: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = {
    'return-without-receipt': t`Retour sans reçu`,
    'refund-otherwise': t`Remboursement autrement que payé`,
    'return-unverified': t`Reçu d’un autre magasin non vérifié`,
    'settle-payment': t`Paiement à vérifier`,
    discount: t`Rabais`,
    'price-override': t`Prix changé`,
    'paid-out': t`Sortie de caisse`,
    'change-settings': t`Réglages du magasin`,
    'age-check': t`Âge de l’acheteur`,
    unlock: t`Code oublié, accès rendu`,
    'pin-reset': t`NIP changé`,
    'badge-given': t`Badge remis`,
    'badge-taken': t`Badge retiré`,
  };
  return (permission) => words[permission] ?? permission;
}
