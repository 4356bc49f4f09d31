import type { Consolidated, GroupBy } from '@comptoir/reporting/api';
import { groupings } from '@comptoir/reporting/groupings';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Days } from '../filters/period.ts';
import { type Filters, scopeText } from '../filters/use-filters.ts';
import { useGateway } from '../gateway/context.ts';

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
