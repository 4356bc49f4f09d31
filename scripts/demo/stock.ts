/** Stock to begin with: invented, the same on every machine. All of the assortment everywhere, some of the rest. */
import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';
import { type AssortmentRow, assortment, realProducts } from './data.ts';
import { demoId, openingMovementId } from './ids.ts';
import { hash } from './rows.ts';
import { edgeStore, stores } from './stores.ts';

type Line = Readonly<{ movementId: string; productId: string; quantity: string }>;

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

/** Each line's id says which store and product it is for: what was entered before is there, whatever was added to the demo since. */
export async function seedStock(client: Client): Promise<string> {
  let entered = 0;
  for (const { id } of stores) {
    for (const lines of partsOf(openingLines(id))) {
      const { applied } = await client.post<{ applied: number }>(
        '/api/v1/inventory/movements',
        { locationId: id, reason: 'opening', lines },
        `demo-opening-${randomUUID()}`,
      );
      entered += applied;
    }
  }
  return entered === 0 ? 'stock, there already' : `stock of ${entered} products in ${stores.length} places`;
}

export function openingLines(storeId: string): Line[] {
  const movementId = (productId: string) => openingMovementId(storeId, productId);
  const own = assortment()
    .filter(({ family }) => !family)
    .map((product) => ({
      movementId: movementId(product.id),
      productId: product.id,
      quantity: quantityOf(product, storeId),
    }));
  const rest = realProducts()
    .map(({ gtin }) => gtin.padStart(14, '0'))
    .filter((gtin) => hash(`${storeId}${gtin}`) % oneIn === 0)
    .map((gtin) => ({
      movementId: movementId(demoId.realProduct(gtin)),
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
