import type { StoreAnswer, StoreChanges, StoreInput } from '@comptoir/sales/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

const refreshMs = 60_000;

/** Every store and warehouse, by number. @param everyMs how often it is looked at again; false: never. */
export function usePlaces(everyMs: number | false = refreshMs) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['places'],
    queryFn: async () => (await gateway.get<{ items: StoreAnswer[] }>('/api/v1/sales/stores')).items,
    refetchInterval: everyMs,
  });
}

export function usePlace(id: string) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['place', id],
    // What is being typed is not taken away by a look at another window.
    refetchOnWindowFocus: false,
    queryFn: () => gateway.get<StoreAnswer>(`/api/v1/sales/stores/${encodeURIComponent(id)}`),
  });
}

export function usePlaceChanges(id: string) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['place', id, 'changes'],
    queryFn: () => gateway.get<StoreChanges>(`/api/v1/sales/stores/${encodeURIComponent(id)}/changes`),
  });
}

/** Written over only as it was shown. @param seen the version that the form began with; undefined: it is new. */
export function usePutPlace(seen: number | undefined, onDone: (store: StoreAnswer) => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: StoreInput) =>
      gateway.send<StoreAnswer>('PUT', `/api/v1/sales/stores/${encodeURIComponent(input.id)}`, input, seen),
    onSuccess: async (store) => {
      await Promise.all(
        ['places', 'place', 'stores'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
      onDone(store);
    },
  });
}

/** A code for one use, good for an hour. */
export function useEnrolmentCode(storeId: string) {
  const gateway = useGateway();
  return useMutation({
    mutationFn: () =>
      gateway.send<{ code: string; expiresAt: string }>('POST', '/api/v1/sales/enrolment-codes', { storeId }),
  });
}
