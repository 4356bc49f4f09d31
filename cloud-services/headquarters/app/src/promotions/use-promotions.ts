import type { BasketRules, Promotion } from '@comptoir/pricing/contract';
import type { CategoryView, PromotionRequest, PromotionView } from '@comptoir/product/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import type { Gateway } from '../gateway/gateway.ts';

const path = '/api/v1/products/promotions';

export function usePromotions() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['promotions'],
    queryFn: async () => (await gateway.get<{ items: PromotionView[] }>(path)).items,
  });
}

type Change = (gateway: Gateway) => Promise<unknown>;

export const create =
  (request: PromotionRequest): Change =>
  (gateway) =>
    gateway.send('POST', path, request);
export const replace =
  ({ id, version }: Pick<PromotionView, 'id' | 'version'>, request: PromotionRequest): Change =>
  (gateway) =>
    gateway.send('PUT', `${path}/${id}`, request, version);
export const end =
  ({ id }: Pick<Promotion, 'id'>): Change =>
  (gateway) =>
    gateway.send('POST', `${path}/${id}/end`, {});

export function useChange(onDone?: () => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => change(gateway),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['promotions'] });
      onDone?.();
    },
  });
}

export type Category = Readonly<{
  id: string;
  parentId: string | null;
  depth: number;
  name: CategoryView['name'];
}>;

/** The tree as a list, each behind what is above it. */
export function useCategories() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['categories'],
    staleTime: 60_000,
    queryFn: async () =>
      listOf((await gateway.get<{ items: CategoryView[] }>('/api/v1/categories')).items, null, 0),
  });
}

const listOf = (tree: readonly CategoryView[], parentId: string | null, depth: number): Category[] =>
  tree.flatMap(({ id, name, children }) => [
    { id, parentId, depth, name },
    ...listOf(children, id, depth + 1),
  ]);

export function useRules() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['rules'],
    staleTime: 60_000,
    queryFn: () => gateway.get<BasketRules>('/api/v1/products/rules'),
  });
}
