import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import type { Cart, CartCoupon, CartProblem } from '../../shared/shapes/cart.ts';

export function useCartWords() {
  const { t } = useLingui();
  return (problem: CartProblem['problem']): string =>
    ({
      'postal-code': t`Entrez un code postal canadien, par exemple H2J 1Y0.`,
      'not-delivered-there': t`Nous ne livrons pas là. Choisissez une autre adresse, ou ramassez en magasin.`,
      quantity: t`Cette quantité n’est pas possible. Entrez un nombre plus grand que 0.`,
      short: t`Il n’en reste pas autant. Essayez avec moins, ou revenez plus tard.`,
      points: t`Il ne vous reste pas autant de points. Rechargez la page et réessayez.`,
      'coupon-unknown': t`Ce code n’est pas valable. Vérifiez-le, ou commandez sans lui.`,
      'list-full': t`La liste est pleine. Retirez-en un article d’abord.`,
      unavailable: t`Le panier ne répond pas. Rien n’a changé. Réessayez dans un instant.`,
    })[problem];
}

/** Why a code counts or does not. */
export function useCouponWords() {
  const { t } = useLingui();
  return ({ code, state, reason }: CartCoupon): string => {
    switch (state) {
      case 'given':
        return reason === null ? code : `${code} · ${reason}`;
      case 'not-for-customer':
        return t`${code} : réservé à certains clients. Connectez-vous pour en profiter.`;
      case 'used-up':
        return t`${code} : vous vous en êtes déjà servi.`;
      case 'nothing-to-give':
        return t`${code} : rien dans ce panier n’y donne droit.`;
      case 'not-here':
        return t`${code} : ne vaut pas dans la boutique en ligne.`;
      case 'not-now':
      case 'unknown':
        return t`${code} : ne vaut pas en ce moment.`;
    }
  };
}

/** `Encore 1 article : 2 pour 5 $`. */
export function useHintWords() {
  const { t } = useLingui();
  const { locale } = useSpoken();
  return ({ missing, of, reason }: Cart['hints'][number]): string => {
    const more = of === 'money' ? formatMoney(Number(missing), locale) : formatNumber(missing, locale);
    return of === 'money' ? t`Encore ${more} : ${reason}` : t`Encore ${more} article : ${reason}`;
  };
}
