import type { StockAnswer } from '@comptoir/inventory/api';
import { useQueries } from '@tanstack/react-query';
import { useGateway } from '../../gateway/context.ts';
import { useLocale } from '../../i18n/use-locale.ts';

/** What products are called, of a few whose ids alone are known. */
export function useProductNames(productIds: readonly string[]): (productId: string) => string {
  const gateway = useGateway();
  const locale = useLocale();
  const wanted = [...new Set(productIds)].filter((id) => id !== '*');
  const found = useQueries({
    queries: wanted.map((id) => ({
      queryKey: ['stock', id],
      queryFn: () => gateway.get<StockAnswer>(`/api/v1/inventory/stock/${id}`),
      staleTime: 300_000,
    })),
  });
  const names = new Map(
    found.flatMap(({ data }) =>
      data?.name ? [[data.productId, data.name[locale === 'fr-CA' ? 'fr' : 'en']] as const] : [],
    ),
  );
  return (productId) => names.get(productId) ?? '…';
}
