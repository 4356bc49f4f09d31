import type { OwnReason, Timeline } from '@comptoir/order/api';
import { useLingui } from '@lingui/react/macro';

type Item = Pick<Timeline['items'][number], 'kind' | 'name'>;

/** What each step, debt, letter and deed is called; of a later release, as it calls itself. */
export function useTimelineWords(): (item: Item) => string {
  const owed = useOwedWords();
  const { t } = useLingui();
  const steps: Readonly<Record<string, string>> = { authorise: t`Paiement demandé` };
  const deeds: Readonly<Record<string, string>> = {
    note: t`Note`,
    resent: t`Courriel renvoyé`,
    retried: t`Nouvel essai demandé`,
    'given-up': t`Paiement abandonné par le siège`,
    settled: t`Réglé à la main`,
    changed: t`Commande modifiée`,
    accepted: t`Vérifiée et acceptée`,
    refused: t`Vérifiée et refusée`,
    'returned-at-store': t`Rendu en magasin`,
    'returned-twice': t`Rendu deux fois : rien de plus n’est remboursé`,
    'dispute-open': t`Litige ouvert`,
    'dispute-answered': t`Litige répondu`,
    'dispute-won': t`Litige gagné`,
    'dispute-lost': t`Litige perdu`,
  };
  const letters: Readonly<Record<string, string>> = {
    'order.confirmed': t`confirmation`,
    'order.reviewed': t`vérification en cours`,
    'order.ready-to-collect': t`prête à ramasser`,
    'order.shipped': t`en route`,
    'order.delivered': t`livrée`,
    'order.out-for-delivery': t`arrive aujourd’hui`,
    'order.exception': t`livraison manquée`,
    'order.cancelled': t`annulation`,
    'order.refunded': t`remboursement`,
    'order.changed': t`modification`,
    'order.return-asked': t`étiquette de retour`,
    'order.again': t`envoyé de nouveau`,
  };
  return ({ kind, name }) => {
    if (kind === 'owed') return owed(name);
    if (kind === 'step') return steps[name] ?? name;
    if (kind === 'staff') return deeds[name] ?? name;
    if (kind === 'refund') return t`Remboursement`;
    const [channel, letter = ''] = name.split(':');
    const what = letters[letter] ?? letter;
    return channel === 'sms' ? t`SMS : ${what}` : t`Courriel : ${what}`;
  };
}

/** Why the shop itself did it; what somebody wrote stays as it is. */
export function useOwnReasonWords(): (detail: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<OwnReason, string>> = {
    'removed-by-change': t`Retiré avant l’emballage`,
    'nothing-came-back': t`Rien n’est revenu en échange`,
    'refused-by-review': t`Refusée après vérification`,
    'captured-too-late': t`Encaissée alors qu’elle était annulée`,
    'nothing-on-shelf': t`Rien n’était en rayon`,
    missing: t`Manquait en rayon`,
    short: t`Il n’y en avait plus assez`,
    'points-short': t`Il n’y avait plus assez de points`,
    'coupon-used-up': t`Le bon avait déjà servi`,
    'gift-card-short': t`La carte-cadeau ne suffisait plus`,
    'gift-card-refused': t`La carte-cadeau a été refusée`,
    'payment-declined': t`Le paiement a été refusé`,
    'payment-abandoned': t`Le paiement n’a pas été terminé`,
    'order-refused': t`Refusée par une règle`,
  };
  return (detail) => words[detail as OwnReason] ?? detail;
}

/** What was changed, as Order notes it: `address, slot, -1 SKU`. */
export function useChangeWords(): (detail: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = {
    address: t`adresse`,
    instructions: t`consignes`,
    slot: t`plage horaire`,
  };
  return (detail) =>
    detail
      .split(', ')
      .map((what) => words[what] ?? what)
      .join(', ');
}

/** What a checkout leaves to be done outside. */
export function useOwedWords(): (what: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = {
    checkout: t`Paiement`,
    'cancel-payment': t`Libérer l’argent retenu`,
    'release-reservation': t`Libérer la marchandise`,
    'release-points': t`Libérer les points`,
    'release-coupon': t`Libérer le bon`,
    'release-gift-card': t`Libérer la carte-cadeau`,
    'spend-gift-card': t`Prendre sur la carte-cadeau`,
    'close-cart': t`Fermer le panier`,
    capture: t`Encaisser`,
    'prolong-reservation': t`Garder la marchandise`,
    'change-reservation': t`Libérer ce qui a été retiré`,
    'commit-reservation': t`Sortir la marchandise du stock`,
    refund: t`Rendre l’argent`,
    'book-parcel': t`Confier le colis au transporteur`,
    'cancel-parcel': t`Annuler le colis`,
    'follow-parcel': t`Suivre le colis`,
    'follow-dispute': t`Suivre le litige`,
    'tell-double': t`Signaler le retour en double`,
    forget: t`Oublier le client`,
    text: t`Prévenir par SMS`,
  };
  return (what) => words[what] ?? what;
}
