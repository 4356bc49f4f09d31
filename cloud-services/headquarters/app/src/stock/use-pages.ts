import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

type Page<T> = { items: T[]; nextCursor: string | null };

const refreshMs = 10_000;

/** A list of Inventory, page by page. @param path under `/api/v1/inventory/`, with its filters. */
export function usePages<T>(path: string) {
  const gateway = useGateway();
  const wanted = `/api/v1/inventory/${path}${path.includes('?') ? '&' : '?'}limit=50`;
  const pages = useInfiniteQuery({
    queryKey: ['inventory', wanted],
    queryFn: ({ pageParam }) =>
      gateway.get<Page<T>>(`${wanted}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  return { ...pages, items: pages.data?.pages.flatMap((page) => page.items) ?? [] };
}
