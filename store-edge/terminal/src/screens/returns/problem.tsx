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
