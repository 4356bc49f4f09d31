import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { store } from '../../till/store.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

export function Help() {
  const { t } = useLingui();
  const keys: readonly (readonly [string, string])[] = [
    [t`Chiffres`, t`code, quantité ou montant`],
    [t`Lettres, F2`, t`chercher un article`],
    ['*', t`quantité : 6 * puis l’article`],
    [t`Entrée`, t`ajouter le code tapé`],
    ['↑ ↓', t`choisir une ligne`],
    ['+ −', t`un de plus, un de moins`],
    [t`Suppr`, t`annuler la ligne`],
    [t`Maj Suppr`, t`annuler la vente`],
    ['F8', t`chèque`],
    [t`Maj F8`, t`carte-cadeau ou crédit en magasin`],
    ['F9', t`comptant : exact, ou le montant tapé`],
    [t`Maj Fin`, t`dollars US : exact, ou le montant tapé`],
    ['F10', t`carte`],
    [t`Maj F10`, t`points de fidélité du client`],
    [t`Fin`, t`payer`],
    [t`Échap`, t`un pas en arrière, sans perdre le panier`],
    [t`Maj F9`, t`ouvrir le tiroir`],
    ['F4', t`carte ou initiales du client`],
    [t`Maj F4`, t`coupons`],
    ['F5', t`rabais sur la ligne`],
    [t`Maj F5`, t`rabais sur le panier`],
    ['F6', t`changer le prix`],
    [t`Maj F6`, t`note et exonération de taxes`],
    ['F7', t`mettre le panier en attente`],
    [t`Maj F7`, t`reprendre un panier en attente`],
    [t`Inser`, t`reprendre des articles`],
    ['Pause', t`verrouiller la caisse`],
  ];
  return (
    <Sheet title={t`Aide et touches`} wide testId="help-dialog">
      <Key onPress={() => store.set({ dialog: { kind: 'guide' } })} tone="primary" testId="open-guide">
        <Trans>Guide du caissier, en deux pages</Trans>
      </Key>
      <dl className={css.keys}>
        {keys.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      <p className={css.words}>
        <Trans>Comptant, 20 $ reçus : tapez 20, puis F9. Moins que le total est un acompte.</Trans>
      </p>
    </Sheet>
  );
}
