import { formatMoney } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import type { CheckoutAnswer } from '../../shared/shapes/checkout.ts';

/** What the card, the bank or the total said no to. */
export function useRefusal(answer: CheckoutAnswer | undefined, cardFault: string | null): string | undefined {
  const { t } = useLingui();
  const { locale } = useSpoken();
  const words = {
    declined: t`La carte a été refusée. Rien n’a été prélevé. Essayez une autre carte.`,
    'insufficient-funds': t`Le solde de la carte ne suffit pas. Rien n’a été prélevé. Essayez une autre carte.`,
    'not-authenticated': t`Votre banque n’a pas confirmé que c’est vous. Rien n’a été prélevé. Réessayez ou changez de carte.`,
  } as const;
  if (cardFault !== null) return cardFault;
  if (answer?.declined) return words[answer.declined];
  if (answer?.giftCard)
    return t`Il reste ${formatMoney(answer.giftCard.balanceMinor, locale)} sur la carte-cadeau. Rien n’a été prélevé. Vérifiez ce qui reste à payer, et payez de nouveau.`;
  if (answer?.newDueMinor === undefined) return undefined;
  return t`Le total est maintenant de ${formatMoney(answer.newDueMinor, locale)}. Rien n’a été prélevé. Vérifiez-le et payez de nouveau.`;
}
