import type { RevenueByStore } from '@comptoir/sales/api';
import { useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { today } from '../live/today.ts';

/** Every store that sells, for lists to choose from. */
export function useStores() {
  const gateway = useGateway();
  const date = today();
  const revenue = useQuery({
    queryKey: ['stores', date],
    queryFn: () => gateway.get<RevenueByStore>(`/api/v1/sales/revenue?date=${date}`),
    staleTime: 300_000,
  });
  return revenue.data?.stores ?? [];
}
