import { parseGtin } from '@comptoir/gs1';
import { problem } from '@comptoir/service-kit/http/problem';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { Catalogue } from './catalogue/catalogue.ts';

/** @throws Problem 422 for what is not sold here: unknown, archived, a family whose variants are, or what only a till can issue. */
export async function findProduct(
  catalogue: Catalogue,
  named: Readonly<{ productId?: string | undefined; sku?: string | undefined; gtin?: string | undefined }>,
): Promise<CatalogueProduct> {
  const product = await lookUp(catalogue, named);
  if (product?.pricing.taxCategory === 'gift-card')
    throw problem(422, 'sold-in-stores', 'Gift cards are sold in our stores', 'Ask for one at any till.');
  if (product && product.pricing.isCharge !== true) return product;
  throw problem(
    422,
    'unknown-product',
    'This product is not sold here',
    'Choose a product of the catalogue; of a family, one of its variants.',
  );
}

async function lookUp(catalogue: Catalogue, named: Parameters<typeof findProduct>[1]) {
  if (named.productId !== undefined)
    return (await catalogue.products([named.productId])).get(named.productId);
  if (named.sku !== undefined) return catalogue.find({ sku: named.sku });
  const gtin = parseGtin(named.gtin ?? '');
  return gtin.ok ? catalogue.find({ gtin14: gtin.gtin14 }) : undefined;
}
