import { useLingui } from '@lingui/react/macro';
import { Notice, type NoticeTone } from '../parts/notice.tsx';
import type { Flash } from '../shared/shapes/frame.ts';

/** What was just done, said once at the top of the page that follows. */
export function FlashNotice({ flash }: { flash: Flash | null }) {
  const { t } = useLingui();
  if (flash === null) return null;
  const words: Readonly<Record<Flash, readonly [NoticeTone, string]>> = {
    'signed-out': ['done', t`Vous êtes déconnecté.`],
    'account-erased': ['done', t`Votre compte est effacé. Un courriel vient de vous le confirmer.`],
    registered: [
      'done',
      t`Presque fini : un courriel vient de partir. Ouvrez-le et confirmez votre adresse.`,
    ],
    'email-confirmed': ['done', t`Votre adresse est confirmée. Bienvenue.`],
    'password-changed': ['done', t`Votre mot de passe est changé. Connectez-vous.`],
    saved: ['done', t`C’est enregistré.`],
    'data-away': ['warn', t`Vos données ne peuvent être réunies en ce moment. Réessayez dans un instant.`],
    'session-ended': ['done', t`Cet appareil est déconnecté.`],
    'sessions-ended': ['done', t`Tous vos autres appareils sont déconnectés.`],
    'codes-off': ['done', t`Le mot de passe suffit de nouveau. Vos codes de secours ne servent plus.`],
    'passkey-added': ['done', t`La clé d’accès est ajoutée. Elle ouvre votre session sans mot de passe.`],
    'passkey-removed': ['done', t`La clé d’accès est retirée.`],
    declined: ['danger', t`La carte a été refusée. Rien n’a été prélevé. Essayez une autre carte.`],
    'insufficient-funds': [
      'danger',
      t`Le solde de la carte ne suffit pas. Rien n’a été prélevé. Essayez une autre carte.`,
    ],
    'not-authenticated': [
      'danger',
      t`Votre banque n’a pas confirmé que c’est vous. Rien n’a été prélevé. Réessayez ou changez de carte.`,
    ],
    'total-changed': ['warn', t`Le total a changé. Vérifiez-le avant de payer.`],
    'coupon-used-up': [
      'warn',
      t`Un de vos codes a été utilisé ailleurs entre-temps. Rien n’a été prélevé. Retirez-le pour commander.`,
    ],
    'cart-adjusted': ['warn', t`Il n’y en avait plus assez. Panier ajusté. Vérifiez-le avant de commander.`],
    'cart-merged': ['info', t`Les articles de votre dernière visite sont dans le panier.`],
    'added-to-order': ['done', t`C’est ajouté : tout part ensemble.`],
    'exchange-asked': [
      'done',
      t`Votre échange est enregistré. Imprimez l’étiquette du retour; nous préparons le reste dès qu’il est arrivé.`,
    ],
    'cart-back': ['done', t`Votre panier est comme vous l’avez laissé.`],
    'cart-gone': [
      'info',
      t`De ce panier il ne reste rien : il fut commandé, vidé, ou laissé trop longtemps.`,
    ],
    'shared-added': ['done', t`Les articles du lien sont dans votre panier.`],
    'shared-partly': [
      'warn',
      t`Certains articles du lien ne se vendent plus, ou plus autant. Les autres sont dans votre panier.`,
    ],
    'rest-cancelled': ['done', t`Ce qui n’était pas parti est annulé et remboursé.`],
    'order-changed': ['done', t`Le changement est fait.`],
    'order-moved': [
      'warn',
      t`La commande a changé entre-temps : votre demande n’a rien changé. Voici où elle en est.`,
    ],
    'return-asked': ['done', t`Votre retour est annoncé. L’étiquette est à imprimer ci-dessous.`],
    cancelled: ['done', t`La commande est annulée. Le remboursement suit.`],
  };
  const told = words[flash];
  if (!told) return null;
  const [tone, text] = told;
  return (
    <Notice tone={tone} isUrgent={tone === 'danger'} testId="flash">
      {text}
    </Notice>
  );
}
