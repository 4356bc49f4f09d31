import type { Proposal } from '@comptoir/product/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../../gateway/context.ts';
import { isWaiting } from '../grid/use-price-sheet.ts';

const path = '/api/v1/products/price-proposals';
const setting = '/api/v1/products/four-eyes';
const refreshMs = 10_000;

export function useProposals() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['price-proposals'],
    queryFn: async () => (await gateway.get<{ items: Proposal[] }>(path)).items,
    refetchInterval: refreshMs,
  });
}

export function useDecision() {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: 'approve' | 'reject' }) =>
      gateway.send<Proposal>('POST', `${path}/${id}/${decision}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['price-proposals'] }),
  });
}

export function useFourEyes() {
  const gateway = useGateway();
  const queries = useQueryClient();
  const read = useQuery({
    queryKey: ['four-eyes'],
    queryFn: () => gateway.get<{ prices: boolean }>(setting),
  });
  const change = useMutation({
    mutationFn: async (prices: boolean) =>
      isWaiting(await gateway.send<{ prices: boolean } | Proposal>('PUT', setting, { prices })),
    onSettled: () =>
      Promise.all(
        ['four-eyes', 'price-proposals'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
  return { isOn: read.data?.prices, change };
}
