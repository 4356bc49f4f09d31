import type { AttributeDefinition, AttributeRequest } from '@comptoir/product/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

const path = '/api/v1/products/attributes';

export function useAttributes() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['attributes'],
    staleTime: 30_000,
    queryFn: async () => (await gateway.get<{ items: AttributeDefinition[] }>(path)).items,
  });
}

/** @param version of what is changed; 0: there is none yet. */
type Put = Readonly<{ code: string; version: number; terms: AttributeRequest }>;

export function usePutting(onDone: () => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ code, version, terms }: Put) => gateway.send('PUT', `${path}/${code}`, terms, version),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['attributes'] });
      onDone();
    },
  });
}

export function useRemoving(onDone: () => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => gateway.remove(`${path}/${code}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['attributes'] });
      onDone();
    },
  });
}
