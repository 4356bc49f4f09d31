import type { Currency } from '@comptoir/pricing/contract';
import { useId, useState } from 'react';
import type { Locale } from '../format/format.ts';
import { decimalOf, isMoneyPrefix, parseMoneyText } from '../format/money-text.ts';
import css from './money-field.module.css';

/**
 * A money field: integers in, integers out; comma and period both mean decimal; what cannot be an amount is not let
 * in. `null` is an empty field, which is not zero.
 */
export function MoneyField(props: {
  label: string;
  amountMinor: number | null;
  onAmount: (amountMinor: number | null) => void;
  locale: Locale;
  currency?: Currency;
  help?: string;
  error?: string;
  /** `none` where our own keypad shows. */
  inputMode?: 'none' | 'decimal';
  size?: 'normal' | 'large';
  autoFocus?: boolean;
  testId?: string;
}) {
  const {
    label,
    amountMinor,
    onAmount,
    locale,
    currency = 'CAD',
    help,
    error,
    inputMode = 'decimal',
  } = props;
  const id = useId();
  const [text, setText] = useState(() => textOf(amountMinor, locale, currency));
  const shown =
    (parseMoneyText(text, currency) ?? null) === amountMinor ? text : textOf(amountMinor, locale, currency);

  const take = (typed: string) => {
    const plain = typed.replace(/[\s\u00a0\u202f$]/g, '');
    if (!isMoneyPrefix(plain, currency)) return;
    setText(plain);
    onAmount(parseMoneyText(plain, currency) ?? null);
  };

  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div
        className={`${css.box} ${props.size === 'large' ? css.large : ''}`}
        data-invalid={error !== undefined}
      >
        {locale === 'en-CA' ? <span className={css.unit}>$</span> : null}
        <input
          id={id}
          className={css.input}
          type="text"
          inputMode={inputMode}
          autoComplete="off"
          value={shown}
          placeholder={locale === 'fr-CA' ? '0,00' : '0.00'}
          onChange={(event) => take(event.target.value)}
          aria-invalid={error !== undefined}
          aria-describedby={error !== undefined || help !== undefined ? `${id}-more` : undefined}
          // biome-ignore lint/a11y/noAutofocus: the only field of its screen, where the amount is what comes next.
          autoFocus={props.autoFocus}
          data-testid={props.testId}
        />
        {locale === 'fr-CA' ? <span className={css.unit}>$</span> : null}
      </div>
      {error === undefined && help === undefined ? null : (
        <p id={`${id}-more`} className={error === undefined ? css.help : css.error}>
          {error ?? help}
        </p>
      )}
    </div>
  );
}

function textOf(amountMinor: number | null, locale: Locale, currency: Currency): string {
  if (amountMinor === null) return '';
  const text: string = decimalOf(amountMinor, currency);
  return locale === 'fr-CA' ? text.replace('.', ',') : text;
}
