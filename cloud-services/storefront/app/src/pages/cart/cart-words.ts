import { useLingui } from '@lingui/react/macro';
import type { CartProblem } from '../../shared/shapes.ts';

export function useCartWords() {
  const { t } = useLingui();
  return (problem: CartProblem['problem']): string =>
    ({
      'postal-code': t`Entrez un code postal canadien, par exemple H2J 1Y0.`,
      'not-delivered-there': t`Nous ne livrons pas là. Choisissez une autre adresse, ou ramassez en magasin.`,
      quantity: t`Cette quantité n’est pas possible. Entrez un nombre plus grand que 0.`,
      short: t`Il n’en reste pas autant. Essayez avec moins, ou revenez plus tard.`,
      points: t`Il ne vous reste pas autant de points. Rechargez la page et réessayez.`,
      unavailable: t`Le panier ne répond pas. Rien n’a changé. Réessayez dans un instant.`,
    })[problem];
}
