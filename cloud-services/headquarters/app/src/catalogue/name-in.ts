import type { ProductView } from '@comptoir/product/api';
import type { Locale } from '@comptoir/ui-kit';

export const nameIn = (name: ProductView['name'], locale: Locale): string =>
  typeof name === 'string' ? name : name[locale === 'en-CA' ? 'en' : 'fr'];
