type Named = Readonly<{
  productId: string;
  sku: string | null;
  name: Readonly<{ fr: string; en: string }> | null;
}>;

/** What a product is called; of one whose name has not come yet, its number. */
export const nameIn = ({ name, sku, productId }: Named, locale: 'fr-CA' | 'en-CA'): string =>
  name?.[locale === 'fr-CA' ? 'fr' : 'en'] ?? sku ?? productId;
