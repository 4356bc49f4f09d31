import { Trans, useLingui } from '@lingui/react/macro';
import css from './texts.module.css';

export function TermsPage() {
  const { t } = useLingui();
  return (
    <div className={css.text}>
      <title>{t`Conditions, livraison et retours · Comptoir`}</title>
      <h1>{t`Conditions, livraison et retours`}</h1>
      <p>
        <Trans>
          Cette boutique est une démonstration : elle ne vend rien, ne livre rien et ne prélève rien. Voici
          les règles qu’elle applique, telles qu’un vrai détaillant les écrirait.
        </Trans>
      </p>
      <section>
        <h2>{t`Prix et taxes`}</h2>
        <p>
          <Trans>
            Les prix sont en dollars canadiens, avant taxes. Le panier ajoute les taxes de la province de
            livraison; une commande ramassée en magasin porte celles du Québec. Si un prix change pendant que
            l’article est dans le panier, le panier le dit avant le paiement.
          </Trans>
        </p>
      </section>
      <section>
        <h2>{t`Livraison et ramassage`}</h2>
        <p>
          <Trans>
            Nous livrons partout au Canada. Les frais se voient dans le panier dès que le code postal est
            entré. Le ramassage en magasin est gratuit : un courriel donne le code à présenter quand la
            commande est prête.
          </Trans>
        </p>
      </section>
      <section>
        <h2>{t`Annulation et retours`}</h2>
        <p>
          <Trans>
            Une commande s’annule depuis sa page tant qu’elle n’est pas partie. Un article se rapporte dans
            tout magasin dans les 30 jours, avec le reçu ou le numéro de la commande; il est remboursé de la
            façon dont il a été payé.
          </Trans>
        </p>
      </section>
      <section>
        <h2>{t`Paiement`}</h2>
        <p>
          <Trans>
            La carte est entrée chez le fournisseur de paiement : son numéro ne passe jamais par la boutique.
            Votre banque peut demander de confirmer que c’est bien vous.
          </Trans>
        </p>
      </section>
    </div>
  );
}
