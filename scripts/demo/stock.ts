/** Stock to begin with: invented, the same on every machine. All of the assortment everywhere, some of the rest. */
import type { Client } from './client.ts';
import { type AssortmentRow, assortment, realProducts } from './data.ts';
import { demoId } from './ids.ts';
import { hash } from './rows.ts';
import { edgeStore, stores } from './stores.ts';

type Line = Readonly<{ productId: string; quantity: string }>;

/** One left in the store that has the edge: whoever sells it sells the last. */
export const lastItemSku = 'CA-04';
/** One real product in so many is kept in a given store. */
const oneIn = 8;

/** As many as one call takes. */
const linesMax = 5_000;
const partsOf = (lines: readonly Line[]): Line[][] =>
  Array.from({ length: Math.ceil(lines.length / linesMax) }, (_, part) =>
    lines.slice(part * linesMax, (part + 1) * linesMax),
  );

export async function seedStock(client: Client): Promise<string> {
  let counted = 0;
  for (const { id, code } of stores) {
    for (const [part, lines] of partsOf(linesOf(id)).entries()) {
      const last = lines.at(-1);
      if (!last || (await hasStock(client, last.productId, id))) continue;
      await client.post(
        '/api/v1/inventory/movements',
        { locationId: id, reason: 'opening', lines },
        `demo-opening-${code}-${part}`,
      );
      counted += lines.length;
    }
  }
  return counted === 0 ? 'stock, there already' : `stock of ${counted} products in ${stores.length} places`;
}

async function hasStock(client: Client, productId: string, locationId: string): Promise<boolean> {
  const stock = await client.find<{ locations: { locationId: string }[] }>(
    `/api/v1/inventory/stock/${productId}?locationId=${locationId}`,
  );
  return stock?.locations.some((location) => location.locationId === locationId) ?? false;
}

function linesOf(storeId: string): Line[] {
  const own = assortment()
    .filter(({ family }) => !family)
    .map((product) => ({ productId: product.id, quantity: quantityOf(product, storeId) }));
  const rest = realProducts()
    .map(({ gtin }) => gtin.padStart(14, '0'))
    .filter((gtin) => hash(`${storeId}${gtin}`) % oneIn === 0)
    .map((gtin) => ({
      productId: demoId.realProduct(gtin),
      quantity: String(2 + (hash(`${gtin}${storeId}`) % 23)),
    }));
  return [...own, ...rest];
}

function quantityOf({ sku, soldBy }: AssortmentRow, storeId: string): string {
  const random = hash(`${storeId}${sku}`);
  if (sku === lastItemSku && storeId === edgeStore.id) return '1';
  if (soldBy === 'weight') return `${8 + (random % 40)}.${String(random % 1_000).padStart(3, '0')}`;
  return String(6 + (random % 43));
}
