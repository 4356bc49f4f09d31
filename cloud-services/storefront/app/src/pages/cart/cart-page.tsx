import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useActionData, useFetcher, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { useClock } from '../../i18n/use-clock.ts';
import { Arrival } from '../../parts/arrival.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { Notice } from '../../parts/notice.tsx';
import { ProductSection } from '../../parts/product-section.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Totals } from '../../parts/totals.tsx';
import type { Cart, CartData, CartProblem } from '../../shared/shapes/cart.ts';
import css from './cart.module.css';
import { CartLineRow } from './cart-line.tsx';
import { useCartWords, useHintWords } from './cart-words.ts';
import { CouponForm } from './coupon-form.tsx';
import { KeptList } from './kept-list.tsx';
import { PointsForm } from './points-form.tsx';
import { SharedArticles, ShareLink } from './shared-cart.tsx';

export function CartPage() {
  const { cart, shared, kept, together } = useLoaderData<CartData>();
  const told = useActionData<CartProblem>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const words = useCartWords();
  return (
    <>
      <title>{t`Panier · Comptoir`}</title>
      <h1>{t`Panier`}</h1>
      {told?.problem ? (
        <Notice tone="danger" isUrgent>
          {words(told.problem)}
        </Notice>
      ) : null}
      <SharedArticles articles={shared} />
      {cart === null ? (
        <div className={css.empty}>
          <p data-testid="empty-cart">
            <Trans>Votre panier est vide.</Trans>
          </p>
          <Link className={buttonClass('primary')} to={to('home')}>{t`Voir les rayons`}</Link>
        </div>
      ) : (
        <FullCart cart={cart} />
      )}
      <ProductSection id="together" title={t`Souvent achetés avec`} products={together} />
      <KeptList kept={kept} />
    </>
  );
}

function FullCart({ cart }: { cart: Cart }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const isBlocked = cart.lines.some(({ isSold, onlyLeft }) => !isSold || onlyLeft !== null);
  return (
    <div className={css.layout}>
      <ul className={css.lines} aria-label={t`Articles du panier`}>
        {cart.lines.map((line) => (
          <CartLineRow key={line.lineId} line={line} />
        ))}
      </ul>
      <div className={css.side}>
        <Sheet>
          <p>
            <Plural value={cart.lines.length} one="# produit différent" other="# produits différents" />
          </p>
          <Reservation reservation={cart.reservation} />
          {cart.isCollected ? null : <PostalCode cart={cart} />}
          {cart.totals.isEstimated ? null : <CouponForm coupons={cart.coupons} />}
          <Hints hints={cart.hints} />
          {cart.points === null || cart.totals.isEstimated ? null : <PointsForm points={cart.points} />}
          <Arrival on={cart.arrivesOn} />
          <Totals totals={cart.totals} isCollected={cart.isCollected} />
          {isBlocked ? (
            <p>{t`Réglez ce qui est signalé dans la liste pour commander.`}</p>
          ) : (
            <Link
              className={buttonClass('primary', 'wide', 'large')}
              to={to('checkout')}
              data-testid="checkout"
            >{t`Commander`}</Link>
          )}
          <ShareLink lines={cart.lines} />
        </Sheet>
      </div>
    </div>
  );
}

/** What a little more would give. */
function Hints({ hints }: Pick<Cart, 'hints'>) {
  const words = useHintWords();
  if (hints.length === 0) return null;
  return (
    <ul className={css.hints} data-testid="hints">
      {hints.map((hint) => (
        <li key={hint.reason}>{words(hint)}</li>
      ))}
    </ul>
  );
}

/** Until when nobody else gets what is in the cart. */
function Reservation({ reservation }: Pick<Cart, 'reservation'>) {
  const { t } = useLingui();
  const clock = useClock();
  if (reservation === null) return null;
  const hour = clock.hour(reservation.until);
  return (
    <p data-testid="reserved-until">
      {reservation.isOver
        ? t`La réservation a pris fin à ${hour}. Vous pouvez commander ce qui reste en stock.`
        : t`Réservé jusqu’à ${hour}`}
    </p>
  );
}

/** The cost of delivery and the taxes of the province, before anything else is asked. */
function PostalCode({ cart }: { cart: Cart }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const words = useCartWords();
  const fetcher = useFetcher<CartProblem>();
  const problem = fetcher.state === 'idle' ? fetcher.data?.problem : undefined;
  return (
    <fetcher.Form className={css.postal} method="post" action={to('cart')}>
      <input type="hidden" name="do" value="destination" />
      <input type="hidden" name="loyaltyPoints" value={cart.points?.wanted ?? 0} />
      <label htmlFor="postal-code">{t`Code postal de livraison`}</label>
      <div>
        <input
          id="postal-code"
          name="postalCode"
          defaultValue={cart.postalCode ?? ''}
          placeholder="H2J 1Y0"
          autoComplete="postal-code"
          maxLength={7}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : 'postal-code-problem'}
          data-testid="postal-code"
        />
        <button type="submit" className={buttonClass()}>{t`Calculer`}</button>
      </div>
      {problem === undefined ? null : (
        <p id="postal-code-problem" role="alert">
          {words(problem)}
        </p>
      )}
    </fetcher.Form>
  );
}
