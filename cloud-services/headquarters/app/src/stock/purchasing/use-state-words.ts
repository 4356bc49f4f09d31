import type { PurchaseOrder } from '@comptoir/inventory/api';
import { useLingui } from '@lingui/react/macro';

export function usePurchaseOrderWords(): Readonly<Record<PurchaseOrder['state'], string>> {
  const { t } = useLingui();
  return {
    draft: t`Brouillon`,
    sent: t`Envoyée`,
    'received-in-part': t`Reçue en partie`,
    closed: t`Terminée`,
    cancelled: t`Annulée`,
  };
}
