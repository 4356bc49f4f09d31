import type { Transfer } from '@comptoir/inventory/api';
import { useLingui } from '@lingui/react/macro';

export function useTransferWords(): Readonly<Record<Transfer['state'], string>> {
  const { t } = useLingui();
  return {
    requested: t`Demandé`,
    approved: t`Approuvé`,
    shipped: t`En route`,
    received: t`Reçu avec un écart`,
    closed: t`Terminé`,
    cancelled: t`Annulé`,
  };
}
