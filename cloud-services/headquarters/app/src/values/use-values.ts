import type { ValueHistory, ValueList, ValueSummary } from '@comptoir/sales/api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

const path = '/api/v1/sales/values';

/** @param last4 as they are printed; empty: all. */
export function useValues(last4: string) {
  const gateway = useGateway();
  const wanted = last4.length === 4 ? `&last4=${encodeURIComponent(last4)}` : '';
  return useInfiniteQuery({
    queryKey: ['values', wanted],
    queryFn: ({ pageParam }) =>
      gateway.get<ValueList>(`${path}?limit=50${wanted}${pageParam ? `&cursor=${pageParam}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useValue(valueId: string) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['values', 'one', valueId],
    queryFn: () => gateway.get<ValueHistory>(`${path}/${valueId}`),
  });
}

export function useBlocking(valueId: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (isBlocked: boolean) =>
      gateway.send<ValueSummary>('PUT', `${path}/${valueId}/blocked`, { isBlocked }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['values'] }),
  });
}
