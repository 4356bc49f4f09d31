import type { OrderSummary } from '@comptoir/order/api';
import { useLingui } from '@lingui/react/macro';

export type Status = OrderSummary['status'];

/** Colour means state only: what waits for us, what is on its way, what is over, what went back. */
export const toneOf: Readonly<Record<Status, 'waits' | 'moves' | 'over' | 'back'>> = {
  pending: 'waits',
  confirmed: 'waits',
  preparing: 'moves',
  'ready-to-collect': 'moves',
  shipped: 'moves',
  delivered: 'over',
  collected: 'over',
  cancelled: 'back',
  returned: 'back',
};

/** What makes it so: what the button says. */
export function useMoveWords(): Readonly<Record<Status, string>> {
  const { t } = useLingui();
  return {
    pending: t`En attente du paiement`,
    confirmed: t`Confirmer`,
    preparing: t`Commencer à préparer`,
    'ready-to-collect': t`Dire prête à ramasser`,
    shipped: t`Dire expédiée`,
    delivered: t`Dire livrée`,
    collected: t`Remettre au client`,
    cancelled: t`Annuler la commande`,
    returned: t`Reprendre tout`,
  };
}

export function useStatusWords(): Readonly<Record<Status, string>> {
  const { t } = useLingui();
  return {
    pending: t`En attente du paiement`,
    confirmed: t`Confirmée`,
    preparing: t`En préparation`,
    'ready-to-collect': t`Prête à ramasser`,
    shipped: t`Expédiée`,
    delivered: t`Livrée`,
    collected: t`Ramassée`,
    cancelled: t`Annulée`,
    returned: t`Retournée`,
  };
}
