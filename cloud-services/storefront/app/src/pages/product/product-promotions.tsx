import { useLingui } from '@lingui/react/macro';
import { useClock } from '../../i18n/use-clock.ts';
import { Icon } from '../../parts/icons.tsx';
import type { ProductData } from '../../shared/shapes/catalogue.ts';
import css from './product.module.css';

/** What runs now: what the price holds already, and what more of it would give. */
export function ProductPromotions({ promotions }: Pick<ProductData, 'promotions'>) {
  const { t } = useLingui();
  const clock = useClock();
  /** One that ends at midnight was on until the day before. */
  const lastDay = (until: string) => clock.day(Date.parse(until) - 1);
  if (promotions.length === 0) return null;
  return (
    <ul className={css.promotions} aria-label={t`Promotions`} data-testid="promotions">
      {promotions.map(({ name, isGiven, until }) => (
        <li key={name} data-given={isGiven}>
          <Icon name={isGiven ? 'check' : 'tag'} size={20} />
          <span>{name}</span>
          {until === null ? null : <small>{t`jusqu’au ${lastDay(until)}`}</small>}
        </li>
      ))}
    </ul>
  );
}
