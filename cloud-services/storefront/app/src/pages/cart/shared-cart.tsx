import { Trans, useLingui } from '@lingui/react/macro';
import { Form, useHref } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { Sheet } from '../../parts/sheet.tsx';
import type { Cart, SharedArticle } from '../../shared/shapes/cart.ts';
import { sharedQuery } from '../../shared/shared-cart.ts';
import css from './cart.module.css';

/** What somebody sent a link to: looked at, and put into one's own cart by a key. */
export function SharedArticles({ articles }: { articles: readonly SharedArticle[] }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  if (articles.length === 0) return null;
  return (
    <Sheet>
      <h2>
        <Trans>Quelqu’un partage ces articles avec vous</Trans>
      </h2>
      <ul className={css.shared} data-testid="shared">
        {articles.map(({ code, name, quantity }) => (
          <li key={code}>{`${quantity} × ${name}`}</li>
        ))}
      </ul>
      <Form method="post" action={to('cart')}>
        <input type="hidden" name="do" value="share" />
        {articles.map(({ code, quantity }) => (
          <input key={code} type="hidden" name="share" value={`${code}*${quantity}`} />
        ))}
        <button
          type="submit"
          className={buttonClass('primary')}
          data-testid="shared-add"
        >{t`Ajouter à mon panier`}</button>
      </Form>
    </Sheet>
  );
}

/** The link holds what is in the cart and nothing of whose it is: whoever has it sees just that. */
export function ShareLink({ lines }: Pick<Cart, 'lines'>) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const href = useHref(to('cart'));
  const sold = lines.flatMap(({ code, quantity }) => (code === null ? [] : [{ code, quantity }]));
  const address = `${href}?${sharedQuery(sold)}`;
  return (
    <p>
      <a href={address} data-testid="share">{t`Lien vers ces articles, à partager`}</a>
    </p>
  );
}
