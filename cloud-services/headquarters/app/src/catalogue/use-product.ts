import type { ProductView } from '@comptoir/product/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { resize } from './resize.ts';

export function useProduct(id: string, isAsked = true) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['product', id],
    enabled: isAsked,
    // What is being typed is not taken away by a look at another window.
    refetchOnWindowFocus: false,
    queryFn: () => gateway.get<ProductView>(`/api/v1/products/${encodeURIComponent(id)}`),
  });
}

/** Written over only as it was shown: a change that somebody else made meanwhile is told. */
export function useSaving(product: ProductView) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (changes: Record<string, unknown>) =>
      gateway.send<ProductView>('PATCH', `/api/v1/products/${product.id}`, changes, product.version),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['product', product.id] });
      await queries.invalidateQueries({ queryKey: ['products'] });
    },
  });
}

/** What the browser cannot read as a picture. */
export class NoPicture extends Error {}

export function usePicture(onAdded: (url: string) => void) {
  const gateway = useGateway();
  return useMutation({
    mutationFn: async (file: File) => {
      const resized = await resize(file).catch((cause: unknown) => {
        throw new NoPicture('not a picture', { cause });
      });
      return gateway.send<{ url: string }>('POST', '/api/v1/products/images', resized);
    },
    onSuccess: ({ url }) => onAdded(url),
  });
}
