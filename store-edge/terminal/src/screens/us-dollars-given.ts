import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { formatMoney, formatNumber, type Locale } from '@comptoir/ui-kit';

/** `20,00 $ US × 1,3725`; null for any other tender. */
export function usDollarsGiven(tender: Tender, locale: Locale): string | null {
  if (tender.kind !== 'cash' || !tender.usDollars) return null;
  const { receivedMinor, rate } = tender.usDollars;
  return `${formatMoney(receivedMinor, locale, 'USD')} × ${formatNumber(rate, locale)}`;
}
