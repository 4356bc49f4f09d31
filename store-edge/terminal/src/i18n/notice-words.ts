/** What happened, what is kept, what to do: at most three short sentences. */

import { formatMoney, formatNumber, type Locale } from '@comptoir/ui-kit';
import { t } from '@lingui/core/macro';
import type { Notice } from '../till/notice.ts';
import { couponWords } from './coupon-words.ts';
import { nameOf } from './names.ts';

export function noticeWords(notice: Notice, locale: Locale): string {
  switch (notice.kind) {
    case 'unknown-code': {
      const { code } = notice;
      return t`Code inconnu : ${code}. Cherchez l’article par son nom.`;
    }
    case 'glued-codes':
      return t`Deux codes lus d’un coup. Rien n’est ajouté. Relisez les articles un à un.`;
    case 'bad-check-digit': {
      const { code } = notice;
      return t`Code mal lu : ${code}. Le chiffre de contrôle est faux. Relisez ou retapez le code.`;
    }
    case 'zero-price': {
      const name = nameOf(notice, locale);
      return t`Sans prix : ${name}. L’article n’est pas ajouté. Demandez le prix au gérant.`;
    }
    case 'weight-wanted': {
      const name = nameOf(notice, locale);
      return t`Au poids : ${name}. Tapez les kilogrammes, puis ×, puis l’article.`;
    }
    case 'same-load':
      return t`Cette pesée est déjà vendue. Videz la balance, puis pesez l’article suivant.`;
    case 'no-weight':
      return noWeight(notice.scale);
    case 'pieces-only': {
      const name = nameOf(notice, locale);
      return t`À la pièce : ${name}. Tapez une quantité entière.`;
    }
    case 'one-by-one': {
      const name = nameOf(notice, locale);
      return t`Un à la fois : ${name}. Chaque pièce a son numéro de série.`;
    }
    case 'too-young': {
      const name = nameOf(notice, locale);
      return t`Retiré de la vente : ${name}. L’acheteur n’a pas l’âge.`;
    }
    case 'line-voided': {
      const name = nameOf(notice, locale);
      return t`Ligne annulée : ${name}`;
    }
    case 'bad-quantity':
      return t`Cette quantité n’est pas possible. Tapez un nombre de 1 à 9999, puis ×.`;
    case 'basket-fixed':
      return t`Le paiement est commencé. Terminez-le, puis ajoutez l’article à la vente suivante.`;
    case 'half-paid':
      return t`Une partie est déjà payée. Terminez le paiement.`;
    case 'payment-running':
      return t`Un paiement est en cours. Rien n’est ajouté. Attendez sa fin, puis recommencez.`;
    case 'already-allowed':
      return t`Déjà autorisé par un autre badge. Celui-ci n’a rien changé.`;
    case 'basket-full':
      return t`500 lignes au plus par vente. Payez celle-ci, puis continuez.`;
    case 'not-ready':
      return t`La caisse se prépare. Réessayez dans un moment.`;
    case 'scan-in-dialog':
      return t`Article non ajouté : une question attend à l’écran. Répondez, puis relisez l’article.`;
    case 'correcting':
      return t`Choisissez le bon paiement. Le premier compte jusque-là.`;
    case 'payment-stays':
      return t`Le premier paiement reste. Rien n’a changé.`;
    case 'sale-voided':
      return t`Vente annulée`;
    case 'nothing-to-pay':
      return t`Rien à payer. Lisez un article.`;
    case 'edge-unreachable':
      return t`Serveur du magasin injoignable. Rien n’est fait. Réessayez à son retour.`;
    case 'no-us-dollars':
      return t`Ce magasin ne prend pas de dollars US. Son taux se règle au bureau du magasin.`;
    case 'cash-only':
      return t`Serveur du magasin injoignable : la carte passe par lui. Prenez du comptant, ou attendez son retour. Le panier est gardé.`;
    case 'points-of-nobody':
      return t`Aucun client n’est attaché. Lisez sa carte, puis payez avec ses points.`;
    case 'points-short': {
      const points = formatNumber(String(notice.points), locale);
      return t`Le client a ${points} points. Rien n’est pris. Prenez ceux-là, ou un autre moyen de paiement.`;
    }
    case 'points-worth':
      return t`La valeur d’un point vient de changer. Rien n’est pris. Relisez le montant, puis recommencez.`;
    case 'points-not-here':
      return t`Siège hors d’atteinte : ce magasin ne peut pas prendre ces points. Prenez un autre moyen de paiement.`;
    case 'over-allowance': {
      const amount = formatMoney(notice.amountMinor, locale);
      return t`Siège hors d’atteinte : ce magasin peut encore se porter garant de ${amount}. Prenez un autre moyen de paiement.`;
    }
    case 'storage-full':
      return t`Cette caisse n’a plus de place. La vente n’est pas faite : rendez l’argent reçu. Le panier est gardé. Appelez le gérant.`;
    case 'no-such-coin':
      return t`Au comptant, le montant se donne par 5 cents. Retapez le montant reçu.`;
    case 'too-much':
      return t`Plus de 1000 $ à rendre : rien n’est encaissé. Était-ce un code? Retapez le montant reçu.`;
    case 'bad-amount':
      return t`Ce montant n’est pas possible. Tapez le montant reçu, puis la touche de paiement.`;
    case 'more-than-due':
      return t`Une carte ne paie pas plus que le montant dû. Retapez le montant.`;
    case 'suspended':
      return t`Panier mis en attente. Toute caisse du magasin peut le reprendre.`;
    case 'basket-in-hand':
      return t`Un panier est en cours. Payez-le ou mettez-le en attente, puis reprenez l’autre.`;
    case 'basket-gone':
      return t`Ce panier a été repris à une autre caisse.`;
    case 'customer-attached': {
      const { initials, points } = notice;
      const told = formatNumber(String(points ?? 0), locale);
      return points === null
        ? t`Client ${initials} rattaché.`
        : t`Client ${initials} rattaché : ${told} points.`;
    }
    case 'customer-detached':
      return t`Client retiré de la vente.`;
    case 'unknown-card': {
      const { code } = notice;
      return t`Carte inconnue ici : ${code}. La vente continue sans elle. Une carte neuve est connue dans la minute.`;
    }
    case 'coupon':
      return couponWords(notice.coupon, locale);
    case 'coupon-used-elsewhere': {
      const { code } = notice;
      return t`Coupon ${code} : déjà utilisé ailleurs. La vente continue sans lui.`;
    }
    case 'coupon-needs-head-office': {
      const { code } = notice;
      return t`Coupon ${code} : usages comptés, et le siège est injoignable. Réessayez au retour du lien, ou continuez sans lui.`;
    }
    case 'coupons-full':
      return t`20 coupons au plus par vente. Payez celle-ci, puis continuez.`;
    case 'training-later':
      return t`Des ventes de cette caisse attendent le serveur. Attendez qu’elles soient parties, puis commencez la formation.`;
    case 'x-printed':
      return t`Le rapport X s’imprime.`;
    case 'cash-moved':
      return t`Mouvement de caisse noté. Le tiroir s’ouvre.`;
    case 'drawer-opened':
      return t`Tiroir ouvert. L’ouverture est notée au journal.`;
    case 'part-paid': {
      const amount = formatMoney(notice.amountMinor, locale);
      const left = formatMoney(notice.leftMinor, locale);
      return t`${amount} reçus. Reste à payer : ${left}`;
    }
    case 'totals-differ': {
      const expected = formatMoney(notice.expectedMinor, locale);
      const received = formatMoney(notice.receivedMinor, locale);
      return t`Le serveur calcule ${expected}, cette caisse ${received}. Rien n’est encaissé. Réessayez dans un moment.`;
    }
    case 'declined':
      return declined(notice.detail);
    case 'aborted':
      return t`Paiement par carte annulé. Rien n’est débité. Choisissez un autre paiement ou recommencez.`;
    case 'refused-by-edge':
      return refused(notice.type);
  }
}

function noWeight(scale: 'zero' | 'in-motion' | 'under-zero' | 'over-capacity'): string {
  switch (scale) {
    case 'zero':
      return t`Rien sur la balance. Posez l’article, puis recommencez.`;
    case 'in-motion':
      return t`La balance bouge encore. Attendez, puis recommencez.`;
    case 'under-zero':
      return t`La balance est sous zéro. Videz-la et remettez-la à zéro.`;
    case 'over-capacity':
      return t`Trop lourd pour la balance. Pesez en plusieurs fois.`;
  }
}

/** The payment terminal's stable words. Source: store-edge/agent/src/payments/api.ts, paymentState. */
function declined(detail: string): string {
  switch (detail) {
    case 'WrongPIN':
      return t`NIP refusé. Rien n’est débité. Le client peut réessayer ou payer autrement.`;
    case 'Busy':
      return t`Le terminal de paiement est occupé. Rien n’est débité. Attendez, puis recommencez.`;
    case 'DeviceOut':
    case 'UnreachableHost':
      return t`Le terminal de paiement n’a pas de lien avec la banque. Rien n’est débité. Proposez le comptant.`;
    default:
      return t`Carte refusée. Rien n’est débité. Proposez une autre carte ou le comptant.`;
  }
}

function refused(type: string): string {
  switch (type) {
    case 'no-payment-terminal':
      return t`Aucun terminal de paiement à cette caisse. Prenez un autre paiement.`;
    case 'payment-open':
      return t`Un paiement par carte n’est pas réglé. Ne repassez pas la carte.`;
    case 'unknown-product':
      return t`Un article n’est plus vendu. Annulez sa ligne, puis payez.`;
    case 'not-ready':
      return t`Le serveur du magasin se prépare. Le panier est gardé. Réessayez dans un moment.`;
    case 'disk-full':
      return t`Le serveur du magasin n’a plus de place. N’encaissez rien : le panier est gardé. Le gérant ferme le quart, puis libère de la place.`;
    case 'no-shift':
      return t`Aucun quart n’est ouvert. Ouvrez le quart, puis payez.`;
    default:
      return t`Le serveur du magasin refuse (${type}). Le panier est gardé. Appelez le gérant.`;
  }
}
