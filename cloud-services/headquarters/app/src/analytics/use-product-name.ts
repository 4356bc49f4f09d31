import type { ProductFigures } from '@comptoir/reporting/api';
import { useLocale } from '../i18n/use-locale.ts';

/** In the language of the screen; a product that the catalogue no longer has is called by its code. */
export function useProductName(): (product: Pick<ProductFigures, 'productId' | 'sku' | 'name'>) => string {
  const language = useLocale() === 'en-CA' ? 'en' : 'fr';
  return ({ productId, sku, name }) => name?.[language] ?? sku ?? productId;
}
