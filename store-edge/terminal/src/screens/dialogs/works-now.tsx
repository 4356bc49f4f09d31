import { Trans, useLingui } from '@lingui/react/macro';
import { useTill } from '../../till/store.ts';
import { type Action, actions, conditionsOf, type Standing, standingOf } from '../../till/what-works.ts';
import css from './dialogs.module.css';

/** Everything that a cashier does, and whether it works at this moment; what does not stands first. */
export function WorksNow() {
  const { t } = useLingui();
  const link = useTill((state) => state.link);
  const edge = useTill((state) => state.edge);
  const now = conditionsOf({ link, edge });
  const names: Readonly<Record<Action, string>> = {
    scan: t`Lire un article`,
    search: t`Chercher un article`,
    cash: t`Comptant`,
    card: t`Carte`,
    cheque: t`Chèque`,
    value: t`Carte-cadeau, crédit en magasin`,
    points: t`Points de fidélité`,
    coupon: t`Coupons`,
    customer: t`Client`,
    return: t`Retour d’articles`,
    exchange: t`Échange`,
    suspend: t`Mettre en attente, reprendre`,
    approve: t`Autorisation d’un responsable`,
    stock: t`Stock`,
    receipt: t`Reçu`,
    'cash-move': t`Entrée, sortie, dépôt`,
    'open-shift': t`Ouvrir un quart`,
    'close-shift': t`Fermer le quart`,
    'hand-over': t`Remettre une commande`,
    training: t`Formation`,
  };
  const words: Readonly<Record<Standing, string>> = {
    works: t`fonctionne`,
    partly: t`en partie`,
    'not-now': t`pas maintenant`,
  };
  const of = (standing: Standing) => actions.filter((action) => standingOf(action, now) === standing);
  return (
    <section aria-labelledby="works-now" data-testid="works-now">
      <h3 id="works-now" className={css.worksTitle}>
        <Trans>Ce qui fonctionne maintenant</Trans>
      </h3>
      <ul className={css.works}>
        {(['not-now', 'partly', 'works'] as const).map((standing) =>
          of(standing).map((action) => (
            <li key={action} data-standing={standing} data-testid={`works-${action}`}>
              {names[action]} : {words[standing]}
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
