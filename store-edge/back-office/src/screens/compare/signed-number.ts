import { formatNumber, type Locale } from '@comptoir/ui-kit';

/** `+6`, `−2`, `0`. */
export function signedNumber(value: string, locale: Locale): string {
  const text = formatNumber(value, locale);
  return value.startsWith('-') || Number(value) === 0 ? text : `+${text}`;
}
