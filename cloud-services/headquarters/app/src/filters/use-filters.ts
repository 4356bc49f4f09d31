/** Period, store and channel live in the address: a view can be sent to somebody. */
import { useSearchParams } from 'react-router';
import { isPeriod, type PeriodName } from './period.ts';

export type Filters = Readonly<{ storeId: string | null; channel: 'pos' | 'web' | null }>;

export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const told = search.get('period');
  const channel = search.get('channel');
  const set = (name: string, value: string | null) =>
    setSearch(
      (known) => {
        const next = new URLSearchParams(known);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const period: PeriodName = isPeriod(told) ? told : 'today';
  const filters: Filters = {
    storeId: search.get('store'),
    channel: channel === 'pos' || channel === 'web' ? channel : null,
  };
  return { period, filters, search, set };
}

/** As Reporting takes them. */
export const scopeText = ({ storeId, channel }: Filters): string =>
  `${storeId ? `&storeId=${encodeURIComponent(storeId)}` : ''}${channel ? `&channel=${channel}` : ''}`;
