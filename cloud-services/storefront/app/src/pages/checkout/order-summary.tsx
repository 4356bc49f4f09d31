import { Amount, formatMoney, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { Arrival } from '../../parts/arrival.tsx';
import { lineWords } from '../../parts/line-words.ts';
import { Picture } from '../../parts/picture.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Totals } from '../../parts/totals.tsx';
import type { Cart, CartPoints, Totals as Sums } from '../../shared/shapes/cart.ts';
import css from './checkout.module.css';

export function OrderSummary(props: {
  cart: Cart;
  isCollected: boolean;
  /** The total is that of what is chosen now. */
  isFresh: boolean;
  giftCard: Sums['giftCard'];
  onPoints: () => void;
  children: ReactNode;
}) {
  const { cart, isCollected, isFresh, giftCard, onPoints, children } = props;
  const totals = giftCard ? { ...cart.totals, giftCard } : cart.totals;
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
      {cart.points === null ? null : <PointsChoice points={cart.points} onPoints={onPoints} />}
      <div className={css.sums} aria-live="polite">
        {isFresh ? <Arrival on={cart.arrivesOn} /> : null}
        <Totals totals={isFresh ? totals : { ...totals, isEstimated: true }} isCollected={isCollected} />
      </div>
      {children}
    </Sheet>
  );
}

/** A part of the checkout form: the points go with whatever is asked of it next. */
function PointsChoice({ points, onPoints }: { points: CartPoints; onPoints: () => void }) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  const { wanted, available, worthMinor } = points;
  const count = formatNumber(available, locale);
  const worth = formatMoney(worthMinor, locale);
  return (
    <label className={css.points}>
      <input
        type="checkbox"
        name="loyaltyPoints"
        value={wanted > 0 ? wanted : available}
        defaultChecked={wanted > 0}
        onChange={onPoints}
        data-testid="points"
      />
      <span>{t`Payer avec mes points (${count}, soit ${worth})`}</span>
    </label>
  );
}
