/** Finds one product by whatever somebody holds: its id, its barcode, or its SKU. */
import { readGtin } from '../gtin.ts';
import { isUuid } from '../ids.ts';
import type { Product } from '../product.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';

/** The id of the product that a code names, as an expression, with its parameters from `$from` on. A SKU goes before a barcode. */
export function idOf(code: string, from: number): { id: string; parameters: unknown[] } {
  if (isUuid(code)) return { id: `$${from}::uuid`, parameters: [code] };
  const gtin = readGtin(code.replace(/[\s-]/g, ''));
  return {
    id: `coalesce((select id from product where sku = $${from}), (select product_id from barcode where gtin = $${from + 1}))`,
    parameters: [code, gtin.ok ? gtin.gtin14 : null],
  };
}

export async function findProduct(queries: Queries, code: string): Promise<Product | undefined> {
  const { id, parameters } = idOf(code, 1);
  return (await findProducts(queries, `p.id = ${id}`, parameters))[0];
}

/** The variants of each product's family, whether it is the family or one of them; keyed by the product's id. */
export async function variantsOf(
  queries: Queries,
  products: readonly Product[],
): Promise<Map<string, Product[]>> {
  const familyOf = (product: Product) => (product.isFamily ? product.id : product.parentId);
  const families = [...new Set(products.map(familyOf).filter((id) => id !== null))];
  const [one] = families;
  // What is asked of an array PostgreSQL plans anew each time, which costs three times what the read does: a product's page has one family.
  const [whose, asked] =
    families.length === 1 ? ['p.parent_id = $1::uuid', one] : ['p.parent_id = any($1::uuid[])', families];
  const variants =
    one === undefined
      ? []
      : await findProducts(queries, `${whose} and not p.archived order by p.rank nulls last, p.id`, [asked]);
  return new Map(
    products.map((product) => [
      product.id,
      variants.filter(({ parentId }) => parentId === familyOf(product) && parentId !== null),
    ]),
  );
}
