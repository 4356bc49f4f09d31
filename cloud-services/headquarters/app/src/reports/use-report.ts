import type { Consolidated, GroupBy } from '@comptoir/reporting/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Days } from '../filters/period.ts';
import { type Filters, scopeText } from '../filters/use-filters.ts';
import { useGateway } from '../gateway/context.ts';

export const groupings = [
  'day',
  'week',
  'month',
  'store',
  'channel',
  'category',
  'cashier',
  'tender',
  'tax',
] as const satisfies readonly GroupBy[];

export const isGrouping = (text: string | null): text is GroupBy => groupings.some((name) => name === text);

export function useConsolidated(groupBy: GroupBy, { from, to }: Days, filters: Filters) {
  const gateway = useGateway();
  const address = `/api/v1/reports/sales/consolidated?groupBy=${groupBy}&from=${from}&to=${to}${scopeText(filters)}`;
  return useQuery({
    queryKey: ['consolidated', address],
    queryFn: () => gateway.get<Consolidated>(address),
    placeholderData: keepPreviousData,
  });
}

type People = { items: { id: string; displayName: string }[]; nextCursor: string | null };

/** Reporting knows people by their ids; their names are Sales'. */
export function useNames(isWanted: boolean): ReadonlyMap<string, string> {
  const gateway = useGateway();
  const people = useQuery({
    queryKey: ['people'],
    enabled: isWanted,
    staleTime: 300_000,
    queryFn: async () => {
      const names = new Map<string, string>();
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: People = await gateway.get<People>(
          `/api/v1/staff?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        );
        for (const { id, displayName } of page.items) names.set(id, displayName);
        cursor = page.nextCursor;
      }
      return names;
    },
  });
  return people.data ?? new Map();
}
