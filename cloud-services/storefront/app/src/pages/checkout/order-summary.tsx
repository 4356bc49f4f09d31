import { Amount } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { lineWords } from '../../parts/line-words.ts';
import { Picture } from '../../parts/picture.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Totals } from '../../parts/totals.tsx';
import type { Cart } from '../../shared/shapes.ts';
import css from './checkout.module.css';

export function OrderSummary(props: {
  cart: Cart;
  isCollected: boolean;
  /** The total is that of what is chosen now. */
  isFresh: boolean;
  children: ReactNode;
}) {
  const { cart, isCollected, isFresh, children } = props;
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  return (
    <Sheet title={t`Votre commande`}>
      <ul className={css.lines}>
        {cart.lines.map((line) => (
          <li key={line.lineId}>
            <Picture url={line.picture} />
            <span>{lineWords(line, locale)}</span>
            {line.amountMinor === null ? '—' : <Amount amountMinor={line.amountMinor} locale={locale} />}
          </li>
        ))}
      </ul>
      <Link to={to('cart')}>{t`Modifier le panier`}</Link>
      <div aria-live="polite">
        <Totals
          totals={isFresh ? cart.totals : { ...cart.totals, isEstimated: true }}
          isCollected={isCollected}
        />
      </div>
      {children}
    </Sheet>
  );
}
