import { Trans, useLingui } from '@lingui/react/macro';
import { useFetcher } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import type { AddAnswer } from '../shared/shapes/cart.ts';
import css from './add-form.module.css';
import { buttonClass } from './buttons.ts';
import { Icon } from './icons.tsx';
import { Notice } from './notice.tsx';

/** Puts a product into the cart. Without script the form leads to the cart; with it, the button says so at once. */
export function AddForm(props: {
  code: string;
  name: string;
  soldBy: 'piece' | 'weight';
  isLarge?: boolean;
}) {
  const { code, name, soldBy, isLarge = false } = props;
  const { t } = useLingui();
  const { to } = useSpoken();
  const fetcher = useFetcher<AddAnswer>();
  const problem = fetcher.state === 'idle' ? fetcher.data?.problem : undefined;
  const isAdded = fetcher.state !== 'idle' || fetcher.data?.added !== undefined;
  const words = isAdded ? t`Ajouté` : t`Ajouter`;
  return (
    <fetcher.Form className={css.form} method="post" action={to('cart')} data-testid="add-form">
      <input type="hidden" name="do" value="add" />
      <input type="hidden" name="code" value={code} />
      <div className={css.row}>
        {isLarge ? (
          <label className={css.quantity}>
            {soldBy === 'weight' ? t`Poids (kg)` : t`Quantité`}
            <input
              name="quantity"
              defaultValue="1"
              inputMode={soldBy === 'weight' ? 'decimal' : 'numeric'}
              autoComplete="off"
              data-testid="quantity"
            />
          </label>
        ) : null}
        <button
          type="submit"
          className={isLarge ? buttonClass('primary', 'large', 'wide') : buttonClass('plain', 'wide')}
          data-testid="add"
          data-added={isAdded}
        >
          <Icon name={isAdded ? 'check' : 'cart'} size={20} />
          <span>
            {isLarge && !isAdded ? t`Ajouter au panier` : words}
            <span className="visually-hidden"> {name}</span>
          </span>
        </button>
      </div>
      <AddProblem problem={problem} />
      {isLarge && fetcher.data?.added !== undefined && fetcher.state === 'idle' ? (
        <Notice tone="done">
          <span>
            <Trans>C’est dans votre panier.</Trans> <a href={to('cart')}>{t`Voir le panier`}</a>
          </span>
        </Notice>
      ) : null}
    </fetcher.Form>
  );
}

function AddProblem({ problem }: { problem: AddAnswer['problem'] }) {
  const { t } = useLingui();
  if (!problem) return null;
  const words = {
    quantity: t`Cette quantité n’est pas possible. Entrez un nombre plus grand que 0.`,
    short: t`Il n’en reste pas autant. Essayez avec moins, ou revenez plus tard.`,
    'not-sold': t`Cet article n’est plus vendu. Choisissez-en un autre.`,
    full: t`Le panier est plein. Commandez ce qu’il contient d’abord.`,
    unavailable: t`Le panier ne répond pas. Rien n’a été ajouté. Réessayez dans un instant.`,
  } as const;
  return (
    <Notice tone="danger" isUrgent>
      {words[problem]}
    </Notice>
  );
}
