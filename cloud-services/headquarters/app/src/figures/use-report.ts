import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Days } from '../filters/period.ts';
import { type Filters, scopeText } from '../filters/use-filters.ts';
import { useGateway } from '../gateway/context.ts';

/** A report of Reporting over a period: `discounts`, `returns`, `cashiers`. The last answer stays until the next one is here. */
export function useReport<T>(name: string, { from, to }: Days, filters: Filters) {
  return useTold<T>(`${name}?from=${from}&to=${to}${scopeText(filters)}`);
}

/** @param refreshMs asked again so often; never unless told. */
export function useTold<T>(path: string, refreshMs?: number) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['reports', path],
    queryFn: () => gateway.get<T>(`/api/v1/reports/${path}`),
    refetchInterval: refreshMs ?? false,
    placeholderData: keepPreviousData,
  });
}
