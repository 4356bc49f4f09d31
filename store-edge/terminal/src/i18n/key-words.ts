/** What each key does, in words, and what stands on it. */
import { useLingui } from '@lingui/react/macro';
import { type Act, keyMap, type Stroke } from '../keys/key-map.ts';

export function useKeyWords(): Readonly<Record<Act, string>> {
  const { t } = useLingui();
  return {
    enter: t`ajouter le code tapé`,
    erase: t`effacer un signe`,
    search: t`chercher un article; ou commencer à écrire son nom`,
    multiply: t`quantité : 6 * puis l’article`,
    up: t`ligne d’avant`,
    down: t`ligne d’après`,
    more: t`un de plus`,
    less: t`un de moins`,
    'void-line': t`annuler la ligne`,
    'void-sale': t`annuler la vente`,
    'line-sheet': t`fiche de la ligne`,
    'price-check': t`vérifier un prix, sans rien ajouter`,
    customer: t`carte ou initiales du client`,
    coupon: t`coupons`,
    discount: t`rabais sur la ligne`,
    'basket-discount': t`rabais sur le panier`,
    price: t`changer le prix`,
    'sale-sheet': t`note et exonération de taxes`,
    suspend: t`mettre le panier en attente`,
    resume: t`reprendre un panier en attente`,
    pay: t`payer`,
    cash: t`comptant : exact, ou le montant tapé`,
    card: t`carte`,
    cheque: t`chèque`,
    value: t`carte-cadeau ou crédit en magasin`,
    points: t`points de fidélité du client`,
    'us-dollars': t`dollars US : exact, ou le montant tapé`,
    return: t`reprendre des articles`,
    receipts: t`derniers reçus`,
    'receipt-mail': t`envoyer le reçu par courriel, à la fin d’une vente`,
    drawer: t`ouvrir le tiroir`,
    menu: t`menu; ses touches y sont écrites`,
    help: t`aide et touches`,
    back: t`un pas en arrière, sans perdre le panier`,
    lock: t`verrouiller la caisse`,
  };
}

/** As the key is labelled on a Canadian French keyboard, or an English one. */
export function useCaps(): (act: Act) => string {
  const { t } = useLingui();
  const named: Readonly<Record<string, string>> = {
    Enter: t`Entrée`,
    Backspace: t`Retour`,
    Delete: t`Suppr`,
    Insert: t`Inser`,
    Home: t`Début`,
    End: t`Fin`,
    PageUp: t`PgPréc`,
    PageDown: t`PgSuiv`,
    Escape: t`Échap`,
    ArrowUp: '↑',
    ArrowDown: '↓',
    '-': '−',
  };
  return (act) => {
    const { key, shift }: Stroke = keyMap[act];
    const cap = named[key] ?? key;
    return shift ? `${t`Maj`} ${cap}` : cap;
  };
}
