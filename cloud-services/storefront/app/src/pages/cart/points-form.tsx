import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useFetcher } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import type { CartPoints, CartProblem } from '../../shared/shapes/cart.ts';
import css from './cart.module.css';
import { useCartWords } from './cart-words.ts';

/** Pays with points, or keeps them. What they come to stands in the totals. */
export function PointsForm({ points }: { points: CartPoints }) {
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const words = useCartWords();
  const fetcher = useFetcher<CartProblem>();
  const problem = fetcher.state === 'idle' ? fetcher.data?.problem : undefined;
  const { wanted, available, worthMinor } = points;
  const count = formatNumber(available, locale);
  const worth = formatMoney(worthMinor, locale);
  return (
    <fetcher.Form className={css.points} method="post" action={to('cart')}>
      <input type="hidden" name="do" value="points" />
      <p data-testid="points-available">{t`Vos points (${count}) valent ${worth}.`}</p>
      <button
        type="submit"
        name="loyaltyPoints"
        value={wanted > 0 ? 0 : available}
        className={buttonClass()}
        data-testid="points-toggle"
      >
        {wanted > 0 ? t`Garder mes points` : t`Payer avec mes points`}
      </button>
      {problem === undefined ? null : <p role="alert">{words(problem)}</p>}
    </fetcher.Form>
  );
}
