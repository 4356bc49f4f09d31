import { useLingui } from '@lingui/react/macro';
import css from './returns.module.css';

/** What happened, what is kept, what to do. */
export function ReturnProblem({ problem }: { problem: string | null }) {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = {
    unreachable: t`Serveur du magasin injoignable. Rien n’est remboursé. Réessayez à son retour.`,
    'unknown-receipt': t`Reçu inconnu. Vérifiez le numéro, ou cherchez la vente par carte ou montant.`,
    'unknown-while-offline': t`Reçu inconnu ici, et le siège est hors d’atteinte. Lisez le code imprimé au bas du reçu.`,
    'not-genuine': t`Ce code n’est pas celui d’un de nos reçus. Rien n’est remboursé. Voyez un responsable.`,
    'is-a-return': t`C’est le reçu d’un retour. Lisez le reçu de la vente.`,
    'more-than-left': t`Une partie est déjà revenue. Rien n’est remboursé. Relisez le reçu.`,
    'totals-differ': t`Le serveur calcule un autre montant. Rien n’est remboursé. Relisez le reçu.`,
    'card-declined': t`La carte n’a pas été remboursée. Réessayez, ou remboursez au comptant.`,
    'refund-unknown': t`Le terminal de paiement n’a pas encore répondu. Lisez son écran, puis redemandez : rien ne part deux fois.`,
    'refund-exceeds-payment': t`Cette carte a déjà reçu son remboursement. Rien n’est remboursé.`,
    'no-payment-terminal': t`Aucun terminal de paiement à cette caisse. Remboursez au comptant.`,
    'basket-not-exchanged': t`Le panier a changé. Rien n’est échangé. Revoyez le montant, puis recommencez.`,
    'storage-full': t`Cette caisse n’a plus de place. L’échange n’est pas fait. Appelez le gérant.`,
    'not-returnable': t`Une carte-cadeau ne se rembourse pas. Ce qui reste dessus demeure bon.`,
    'unknown-order': t`Commande inconnue. Vérifiez le numéro : C-, puis deux groupes de quatre.`,
    'not-handed-over': t`Cette commande n’a pas encore été remise. Son client peut l’annuler dans la boutique.`,
    'return-too-late': t`Le délai de retour de cette commande est passé. Rien n’est remboursé. Le siège peut en décider autrement.`,
    'exchange-open': t`Des articles de cette commande sont attendus pour un échange. Rien n’est remboursé. Appelez le siège.`,
    'nothing-left': t`Tout ce que cette commande avait est déjà remboursé.`,
    'head-office-away': t`Une commande se cherche au siège, qui est hors d’atteinte. Rien n’est repris ni perdu. Réessayez au retour de la ligne, ou invitez le client à revenir.`,
    'money-gone': t`L’argent de cette commande a déjà été remboursé. Rien n’est repris ici. Le siège peut reprendre les articles.`,
    'order-in-training': t`En formation, on ne reprend rien d’une vraie commande. Essayez avec un reçu de la formation.`,
    'no-shift': t`Aucun quart n’est ouvert. Ouvrez le quart, puis recommencez.`,
  };
  return (
    <p className={css.problem} role="alert" data-testid="return-problem" data-problem={problem ?? ''}>
      {problem === null
        ? null
        : (words[problem] ?? t`Le serveur du magasin refuse (${problem}). Rien n’est remboursé.`)}
    </p>
  );
}
