import { useLingui } from '@lingui/react/macro';
import { useFetcher } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import type { CartCoupon, CartProblem } from '../../shared/shapes/cart.ts';
import css from './cart.module.css';
import { useCartWords, useCouponWords } from './cart-words.ts';

/** A field that stays folded until somebody has a code; each code says why it counts or does not. */
export function CouponForm({ coupons }: { coupons: readonly CartCoupon[] }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const words = useCartWords();
  const couponWords = useCouponWords();
  const fetcher = useFetcher<CartProblem>();
  const problem = fetcher.state === 'idle' ? fetcher.data?.problem : undefined;
  return (
    <div className={css.coupons}>
      {coupons.map((coupon) => (
        <fetcher.Form key={coupon.code} method="post" action={to('cart')} className={css.coupon}>
          <input type="hidden" name="do" value="coupon-drop" />
          <input type="hidden" name="coupon" value={coupon.code} />
          <span data-testid="coupon" data-state={coupon.state}>
            {couponWords(coupon)}
          </span>
          <button type="submit" className={buttonClass('quiet')} data-testid="drop-coupon">
            {t`Retirer`}
            <span className="visually-hidden"> {coupon.code}</span>
          </button>
        </fetcher.Form>
      ))}
      <details open={problem !== undefined}>
        <summary>{t`J’ai un code de réduction`}</summary>
        <fetcher.Form className={css.postal} method="post" action={to('cart')}>
          <input type="hidden" name="do" value="coupon" />
          <label htmlFor="coupon">{t`Code de réduction`}</label>
          <div>
            <input
              id="coupon"
              name="coupon"
              autoComplete="off"
              maxLength={40}
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : 'coupon-problem'}
              data-testid="coupon-code"
            />
            <button type="submit" className={buttonClass()} data-testid="give-coupon">{t`Appliquer`}</button>
          </div>
          {problem === undefined ? null : (
            <p id="coupon-problem" role="alert" data-testid="coupon-problem">
              {words(problem)}
            </p>
          )}
        </fetcher.Form>
      </details>
    </div>
  );
}
