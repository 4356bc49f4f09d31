import type { CouponBatch, CouponCode, CouponCodeState } from '@comptoir/product/api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { saveFile } from '../reports/use-files.ts';

type Page = { items: CouponCode[]; nextCursor: string | null };

const pathOf = (promotionId: string) => `/api/v1/products/promotions/${promotionId}/coupon-batches`;

/** Batches of a promotion's codes, newest first; made, and saved as a file. */
export function useCouponBatches(promotionId: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  const path = pathOf(promotionId);
  const batches = useQuery({
    queryKey: ['coupon-batches', promotionId],
    queryFn: async () => (await gateway.get<{ items: CouponBatch[] }>(path)).items,
  });
  const make = useMutation({
    mutationFn: (codes: number) => gateway.send<CouponBatch>('POST', path, { codes }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['coupon-batches', promotionId] }),
  });
  const save = useMutation({
    mutationFn: async ({ id, name }: { id: string; name: string }) =>
      saveFile(await gateway.file(`${path}/${id}/codes.csv`), name),
  });
  return { batches, make, save };
}

/** @param state '' for all. */
export function useCouponCodes(promotionId: string, batchId: string, state: CouponCodeState | '') {
  const gateway = useGateway();
  return useInfiniteQuery({
    queryKey: ['coupon-codes', batchId, state],
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(
        `${pathOf(promotionId)}/${batchId}/codes?limit=50${state ? `&state=${state}` : ''}${
          pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''
        }`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
