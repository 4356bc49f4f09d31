import type { Promotion } from '@comptoir/pricing/contract';
import { formatMoney, formatPercent, type Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import type { Kind, PromotionState } from './draft.ts';

export function useWords() {
  const { t } = useLingui();
  const locale = useLocale();
  const money = (amountMinor: number) => formatMoney(amountMinor, locale);
  const kinds: Readonly<Record<Kind, string>> = {
    percent: t`Pourcentage`,
    amount: t`Montant de moins`,
    'fixed-price': t`Prix fixe`,
    'mix-and-match': t`Plusieurs pour un prix`,
    'n-for-m': t`Tant pour le prix de tant, du même produit`,
    'cheapest-free': t`Le moins cher gratuit`,
    'basket-discount': t`Pourcentage du panier, à partir d’une somme`,
    bundle: t`Ensemble de plusieurs parties pour un prix`,
    'basket-gift': t`Cadeau, à partir d’une somme`,
  };
  const states: Readonly<Record<PromotionState, string>> = {
    coming: t`À venir`,
    on: t`En cours`,
    over: t`Terminée`,
  };
  const gives = (given: Promotion['gives']): string => {
    switch (given.kind) {
      case 'percent':
        return `−${formatPercent(given.percent, locale)}`;
      case 'amount':
        return money(-given.amountMinor);
      case 'fixed-price':
        return t`${money(given.unitPriceMinor)} chacun`;
      case 'mix-and-match':
        return t`${given.take} pour ${money(given.priceMinor)}`;
      case 'n-for-m':
        return t`${given.take} pour le prix de ${given.pay}`;
      case 'cheapest-free':
        return t`${given.free} gratuit sur ${given.take}`;
      case 'bundle':
        return t`L’ensemble pour ${money(given.priceMinor)}`;
      case 'basket-discount': {
        const { off, spendMinor } = given;
        const taken = 'percent' in off ? `−${formatPercent(off.percent, locale)}` : money(-off.amountMinor);
        return spendMinor > 0 ? t`${taken} à partir de ${money(spendMinor)}` : t`${taken} sur le panier`;
      }
      case 'basket-gift':
        return t`Un cadeau à partir de ${money(given.spendMinor)}`;
    }
  };
  return { kinds, states, gives };
}

export const textIn = (text: string | Readonly<{ fr: string; en: string }>, locale: Locale): string =>
  typeof text === 'string' ? text : text[locale === 'fr-CA' ? 'fr' : 'en'];
