/** How figures read on paper. Amounts are made from minor units as text: no division, no float. */
import { currencyExponents } from '@comptoir/pricing';
import type { Currency } from '@comptoir/pricing/contract';
import type { Language } from './words.ts';

const NO_BREAK = '\u00a0';

/** `1 234,56 $` · `$1,234.56`, `20,00 $ US` · `US$20.00`; a minus stands before all of it. */
export function money(amountMinor: number, currency: Currency, language: Language): string {
  const exponent = currencyExponents[currency];
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const cents = digits.slice(digits.length - exponent);
  const isFrench = language === 'fr';
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, isFrench ? NO_BREAK : ',');
  const number = exponent === 0 ? grouped : `${grouped}${isFrench ? ',' : '.'}${cents}`;
  const sign = amountMinor < 0 ? '-' : '';
  const symbol =
    currency === 'CAD' ? '$' : currency === 'USD' ? (isFrench ? `$${NO_BREAK}US` : 'US$') : currency;
  return isFrench ? `${sign}${number}${NO_BREAK}${symbol}` : `${sign}${symbol}${number}`;
}

export const decimal = (text: string, language: Language): string =>
  language === 'fr' ? text.replace('.', ',') : text;

/** `9,975 %` · `9.975%`. */
export const percent = (rate: string, language: Language): string =>
  `${decimal(rate, language)}${language === 'fr' ? NO_BREAK : ''}%`;

/** The store's wall clock, to the second: `2026-11-24 14:05:09`. */
export function localDateTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(instant),
  );
}
