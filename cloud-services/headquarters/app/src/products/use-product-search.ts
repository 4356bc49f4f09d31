import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { useLocale } from '../i18n/use-locale.ts';

/** What the lists here read of a product (`GET /api/v1/products`). */
export type ListedProduct = Readonly<{
  id: string;
  sku: string;
  gtins: string[];
  name: string | { fr: string; en: string };
  price: { amountMinor: number; currency: 'CAD' };
  images: { url: string }[];
  isCharge: boolean;
}>;

const listMax = 25;

export function useProductSearch(text: string) {
  const gateway = useGateway();
  const locale = useLocale();
  return useQuery({
    queryKey: ['products', text, locale],
    queryFn: () =>
      gateway.send<{ items: ListedProduct[]; total: number }>('POST', '/api/v1/products/search', {
        query: text,
        limit: listMax,
      }),
    placeholderData: keepPreviousData,
  });
}

export const nameOf = (product: ListedProduct, locale: 'fr-CA' | 'en-CA') =>
  typeof product.name === 'string' ? product.name : product.name[locale === 'fr-CA' ? 'fr' : 'en'];
