import type { CategoryView } from '@comptoir/product/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import type { Node } from './tree.ts';

export type Tree = Readonly<{ items: readonly Node[]; version: number; counts: ReadonlyMap<string, number> }>;
type Answer = Readonly<{ items: readonly CategoryView[]; version: number }>;

const path = '/api/v1/categories';

export function useTree() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['categories', 'tree'],
    // What is being arranged is not taken away by a look at another window.
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<Tree> => {
      const { items, version } = await gateway.get<Answer>(path);
      return { items: items.map(nodeOf), version, counts: new Map(countsOf(items)) };
    },
  });
}

const nodeOf = ({ id, slug, name, children }: CategoryView): Node => ({
  id,
  slug,
  name: typeof name === 'string' ? { fr: name, en: name } : name,
  children: children.map(nodeOf),
});
const countsOf = (nodes: readonly CategoryView[]): [string, number][] =>
  nodes.flatMap(({ id, productCount, children }) => [[id, productCount], ...countsOf(children)]);

/** Only on the tree that was seen. */
export function useSavingTree(version: number) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (items: readonly Node[]) => gateway.send('PUT', path, { items }, version),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['categories'] }),
  });
}
