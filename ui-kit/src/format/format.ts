/**
 * One formatter for every figure that a person reads. No-break spaces are in the text, the minus is a real minus.
 * Source: docs, screens, "Words": `12 345,67 $`, `14 h 05`, `2026-11-24`.
 */
import type { Currency } from '@comptoir/pricing/contract';
import { decimalOf } from './money-text.ts';

export type Locale = 'fr-CA' | 'en-CA';

const NO_BREAK = '\u00a0';
const money = new Map<string, Intl.NumberFormat>();
const numbers = new Map<string, Intl.NumberFormat>();
const times = new Map<string, Intl.DateTimeFormat>();

function cached<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

/** Intl writes a hyphen for a minus, and some versions a narrow or plain space: one look everywhere. */
const tidy = (text: string) => text.replace(/-/g, '\u2212').replace(/[ \u202f]/g, NO_BREAK);

/** `1234567` → `12 345,67 $` or `$12,345.67`. */
export function formatMoney(amountMinor: number, locale: Locale, currency: Currency = 'CAD'): string {
  const format = cached(
    money,
    locale + currency,
    // Canada's own dollar alone is a bare sign.
    () =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: currency === 'CAD' ? 'narrowSymbol' : 'symbol',
      }),
  );
  return tidy(format.format(decimalOf(amountMinor, currency)));
}

/** `0.345` → `0,345` or `0.345`; `12` → `12`. */
export function formatNumber(value: string | number, locale: Locale): string {
  const format = cached(numbers, locale, () => new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }));
  return tidy(format.format(String(value) as `${number}`));
}

/** `9.975` → `9,975 %` or `9.975%`. */
export function formatPercent(percent: string, locale: Locale): string {
  return `${formatNumber(percent, locale)}${locale === 'fr-CA' ? `${NO_BREAK}%` : '%'}`;
}

/** `14 h 05` or `2:05 p.m.`, in the store's time zone when given. */
export function formatTime(at: Date, locale: Locale, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const format = cached(
    times,
    `${locale} ${timeZone ?? ''}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        hour: locale === 'fr-CA' ? '2-digit' : 'numeric',
        minute: '2-digit',
        hour12: locale === 'en-CA',
        ...zone,
      }),
  );
  if (locale === 'en-CA') return tidy(format.format(at));
  const parts = format.formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${String(Number(part('hour')) % 24)}${NO_BREAK}h${NO_BREAK}${part('minute')}`;
}

/** The calendar day `2026-11-24` in a time zone. */
export function formatDay(at: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
}

/** `mercredi 2 décembre`, `Wednesday, December 2`. */
export function formatLongDay(at: Date, locale: Locale, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const text = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...zone,
  }).format(at);
  // A day is not torn from its month.
  return text.replace(/(\d) /, `$1${NO_BREAK}`).replace(/ (\d)/, `${NO_BREAK}$1`);
}

/** When somebody comes or is come to: `mercredi 2 décembre, 10 h 00 à 12 h 00`. */
export function formatSlot(
  { startsAt, endsAt }: Readonly<{ startsAt: string; endsAt: string }>,
  locale: Locale,
  timeZone?: string,
): string {
  const [from, to] = [startsAt, endsAt].map((at) => formatTime(new Date(at), locale, timeZone));
  const day = formatLongDay(new Date(startsAt), locale, timeZone);
  return locale === 'fr-CA' ? `${day}, ${from} à ${to}` : `${day}, ${from} to ${to}`;
}
