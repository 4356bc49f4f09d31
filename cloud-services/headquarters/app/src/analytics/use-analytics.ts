import type { Analytics } from '@comptoir/reporting/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Days } from '../filters/period.ts';
import { type Filters, scopeText } from '../filters/use-filters.ts';
import { useGateway } from '../gateway/context.ts';

const productsMax = 20;

export function useAnalytics({ from, to }: Days, filters: Filters) {
  const gateway = useGateway();
  const address = `/api/v1/reports/products/analytics?from=${from}&to=${to}&limit=${productsMax}${scopeText(filters)}`;
  return useQuery({
    queryKey: ['analytics', address],
    queryFn: () => gateway.get<Analytics>(address),
    placeholderData: keepPreviousData,
  });
}
