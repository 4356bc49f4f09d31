import type {
  PriceEntry,
  PriceEntryView,
  PriceListTerms,
  PriceListView,
  Proposal,
} from '@comptoir/product/api';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../../gateway/context.ts';
import type { Gateway } from '../../gateway/gateway.ts';

const path = '/api/v1/products/price-lists';
type Page = { items: PriceEntryView[]; nextCursor: string | null };

export function usePriceLists() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['price-lists'],
    queryFn: async () => (await gateway.get<{ items: PriceListView[] }>(path)).items,
  });
}

export function useEntries(listId: string) {
  const gateway = useGateway();
  return useInfiniteQuery({
    queryKey: ['price-lists', listId],
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(
        `${path}/${listId}/entries?limit=100${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

type Change = (gateway: Gateway) => Promise<PriceListView | Proposal>;

export const createList =
  (terms: PriceListTerms): Change =>
  (gateway) =>
    gateway.send('POST', path, terms);
export const changeList =
  ({ id, version }: PriceListView, terms: PriceListTerms): Change =>
  (gateway) =>
    gateway.send('PUT', `${path}/${id}`, terms, version);
export const endList =
  ({ id, version }: PriceListView): Change =>
  (gateway) =>
    gateway.send('POST', `${path}/${id}/end`, {}, version);
export const setEntry =
  ({ id }: PriceListView, entry: PriceEntry): Change =>
  (gateway) =>
    gateway.send('PUT', `${path}/${id}/entries`, { entries: [entry] });

/** @param onDone with what was answered: the list as it is now, or what waits for a second person. */
export function useListChange(onDone?: (answer: PriceListView | Proposal) => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => change(gateway),
    onSuccess: (answer) => onDone?.(answer),
    // Also after a refusal: what it was refused for is to be seen.
    onSettled: () => queries.invalidateQueries({ queryKey: ['price-lists'] }),
  });
}
