import type { Currency } from '@comptoir/pricing/contract';
import { formatMoney, type Locale } from '../format/format.ts';
import css from './amount.module.css';

/** Every amount on every screen: tabular, never broken, never cut. */
export function Amount(props: {
  amountMinor: number;
  locale: Locale;
  currency?: Currency;
  className?: string;
  testId?: string;
}) {
  const { amountMinor, locale, currency, className, testId } = props;
  return (
    <span className={`${css.amount} ${className ?? ''}`} data-testid={testId} data-amount-minor={amountMinor}>
      {formatMoney(amountMinor, locale, currency)}
    </span>
  );
}
