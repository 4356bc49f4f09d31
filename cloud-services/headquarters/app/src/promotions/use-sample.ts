import { promotedValue } from '@comptoir/pricing';
import type { ProductView } from '@comptoir/product/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import type { Target } from './draft.ts';
import type { SampleLine } from './sample.ts';

const sampleMax = 3;

/** Up to three products that the promotion is on, two of each; a kilogram of what is weighed. */
export function useSample(target: Target) {
  const gateway = useGateway();
  const key =
    target.on === 'category'
      ? target.categoryId
      : target.on === 'product'
        ? target.productId
        : target.on === 'attribute'
          ? JSON.stringify({ [target.code]: target.values })
          : '';
  const isChosen = target.on !== 'attribute' || target.values.length > 0;
  return useQuery({
    queryKey: ['sample', target.on, key],
    enabled: (target.on !== 'category' || key !== '') && isChosen,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { items } =
        target.on === 'product'
          ? { items: [await gateway.get<ProductView>(`/api/v1/products/${key}`)] }
          : target.on === 'attribute'
            ? await gateway.send<{ items: ProductView[] }>('POST', '/api/v1/products/search', {
                ...{ query: '', limit: 20, filters: { attributes: JSON.parse(key) } },
              })
            : await gateway.get<{ items: ProductView[] }>(
                `/api/v1/products?limit=20${key === '' ? '' : `&category=${key}`}`,
              );
      return items.flatMap(lineOf).slice(0, sampleMax);
    },
  });
}

export type NamedLine = SampleLine & Readonly<{ name: ProductView['name'] }>;

/** Head office is told both languages. */
const frenchOf = (text: ProductView['name']) => (typeof text === 'string' ? text : text.fr);

function lineOf({
  id,
  name,
  price,
  taxCategory,
  soldBy,
  categoryIds,
  attributes: said,
}: ProductView): NamedLine[] {
  const categoryId = categoryIds[0];
  if (!price || categoryId === undefined) return [];
  const attributes = Object.fromEntries(
    Object.entries(said).map(([code, value]) => [code, promotedValue(frenchOf(value))]),
  );
  const product = { id, categoryId, attributes, unitPriceMinor: price.amountMinor, taxCategory, soldBy };
  return [{ product, quantity: soldBy === 'weight' ? 1 : 2, name }];
}
