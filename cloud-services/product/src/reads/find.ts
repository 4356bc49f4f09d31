/** Finds one product by whatever somebody holds: its id, its barcode, or its SKU. */
import { readGtin } from '../gtin.ts';
import { isUuid } from '../ids.ts';
import type { Product } from '../product.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';

export async function findProduct(queries: Queries, code: string): Promise<Product | undefined> {
  if (isUuid(code)) return (await findProducts(queries, 'p.id = $1', [code]))[0];
  const [bySku] = await findProducts(queries, 'p.sku = $1', [code]);
  return bySku ?? (await findByBarcode(queries, code));
}

export async function findByBarcode(queries: Queries, code: string): Promise<Product | undefined> {
  const gtin = readGtin(code.replace(/[\s-]/g, ''));
  if (!gtin.ok) return undefined;
  return (
    await findProducts(queries, 'p.id = (select product_id from barcode where gtin = $1)', [gtin.gtin14])
  )[0];
}

/** The variants of each product's family, whether it is the family or one of them; keyed by the product's id. */
export async function variantsOf(
  queries: Queries,
  products: readonly Product[],
): Promise<Map<string, Product[]>> {
  const familyOf = (product: Product) => (product.isFamily ? product.id : product.parentId);
  const families = [...new Set(products.map(familyOf).filter((id) => id !== null))];
  const variants =
    families.length === 0
      ? []
      : await findProducts(
          queries,
          'p.parent_id = any($1::uuid[]) and not p.archived order by p.rank nulls last, p.id',
          [families],
        );
  return new Map(
    products.map((product) => [
      product.id,
      variants.filter(({ parentId }) => parentId === familyOf(product) && parentId !== null),
    ]),
  );
}
