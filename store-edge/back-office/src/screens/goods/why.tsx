import { Trans } from '@lingui/react/macro';
import { Refusal } from '../../edge/client.ts';
import { useAge } from '../../i18n/use-age.ts';
import css from './goods.module.css';

/** Why an act was refused, what was kept and what to do. */
export function Why({ error }: { error: Error | null }) {
  const age = useAge();
  if (!error) return null;
  return (
    <p className={css.problem} role="alert" data-testid="goods-problem">
      <Sentence error={error} age={age} />
    </p>
  );
}

function Sentence({ error, age }: { error: Error; age: (at: string) => string }) {
  if (error instanceof NotAQuantity)
    return <Trans>Une quantité ne se lit pas. De 0 à 99 999, sans fraction pour une pièce.</Trans>;
  if (!(error instanceof Refusal))
    return <Trans>Serveur du magasin injoignable. La liste est gardée; envoyez de nouveau.</Trans>;
  const { at, byName } = error.members;
  const when = typeof at === 'string' ? age(at) : '';
  const who = typeof byName === 'string' ? byName : '';
  switch (error.type) {
    case 'already-received':
      return (
        <Trans>
          Ce transfert est déjà reçu. {who} {when}. Rien n’a changé.
        </Trans>
      );
    case 'already-shipped':
      return (
        <Trans>
          Ce transfert est déjà parti. {who} {when}. Rien n’a changé.
        </Trans>
      );
    case 'transfer-cancelled':
      return <Trans>Ce transfert a été annulé. Demandez au siège.</Trans>;
    case 'order-closed':
      return <Trans>Cette commande est close. Recevez sans commande.</Trans>;
    case 'unknown-product':
      return <Trans>Un article n’est pas au catalogue. Retirez-le de la liste.</Trans>;
    case 'not-whole':
      return <Trans>Une pièce ne se divise pas. Donnez un nombre entier.</Trans>;
    case 'nothing-moves':
      return <Trans>Une quantité est à zéro. Donnez-la, ou retirez la ligne.</Trans>;
    case 'unknown-place':
      return <Trans>Choisissez un lieu de la liste.</Trans>;
    case 'not-allowed':
      return <Trans>Un gérant doit le faire.</Trans>;
    case 'already-prepared':
      return <Trans>Cette commande est déjà prête.</Trans>;
    case 'already-handed-over':
      return <Trans>Cette commande est déjà remise. Rien n’a changé.</Trans>;
    case 'wrong-code':
      return <Trans>Ce n’est pas le code de cette commande. Redemandez-le au client.</Trans>;
    case 'too-many-codes':
      return <Trans>Trop de codes faux. Attendez dix minutes, puis redemandez le code.</Trans>;
    case 'nothing-prepared':
      return <Trans>Rien n’est préparé. Faites annuler la commande par le siège.</Trans>;
    case 'more-than-ordered':
      return <Trans>C’est plus que commandé. Baissez la quantité.</Trans>;
    default:
      return <Trans>Refusé. La liste est gardée; vérifiez-la, puis envoyez de nouveau.</Trans>;
  }
}

/** Before anything was sent. */
export class NotAQuantity extends Error {}
