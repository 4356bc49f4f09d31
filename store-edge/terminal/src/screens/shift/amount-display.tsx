import type { Locale } from '@comptoir/ui-kit';
import css from './shift.module.css';

/** What our keypad has typed, with the sign where the language puts it. Empty is not zero. */
export function AmountDisplay(props: { label: string; text: string; locale: Locale; testId: string }) {
  const { label, text, locale, testId } = props;
  const french = locale === 'fr-CA';
  const shown = french ? text.replace('.', ',') : text.replace(',', '.');
  return (
    <div className={css.amount}>
      <span className={css.amountLabel}>{label}</span>
      <output className={css.amountText} data-testid={testId} aria-label={label}>
        {french ? null : <span className={css.sign}>$</span>}
        <span data-empty={shown === ''}>{shown === '' ? (french ? '0,00' : '0.00') : shown}</span>
        {french ? <span className={css.sign}>$</span> : null}
      </output>
    </div>
  );
}
