/**
 * On disk the catalogue lies on shelves, some hundred products to each, as one text: a browser hands out a thousand texts in the time that
 * it takes for a few thousand documents, and a till that is switched on waits for all of them.
 */
import type { CatalogueDocument } from '@comptoir/edge-agent/api';

/** A change writes one of them anew: of 100 000 products that is 40 kB, and 400 kB of a million. */
const shelves = 1_024;

/** Documents are the edge's, unchanged, less `deleted`: what is gone is not there. */
export type StoredProduct = Omit<CatalogueDocument, 'deleted'>;
export type Shelf = Readonly<{ id: string; products: string }>;

/** By FNV-1a of the id: which products share a shelf has no meaning, and never changes. */
export function shelfOf(productId: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < productId.length; at += 1)
    hash = Math.imul(hash ^ productId.charCodeAt(at), 0x01000193) >>> 0;
  return String(hash % shelves).padStart(4, '0');
}

/** In the order in which they came: of a product that came twice the last counts. */
export function byShelf(documents: readonly CatalogueDocument[]): Map<string, CatalogueDocument[]> {
  const sorted = new Map<string, CatalogueDocument[]>();
  for (const document of documents) {
    const id = shelfOf(document.id);
    const shelf = sorted.get(id);
    if (shelf) shelf.push(document);
    else sorted.set(id, [document]);
  }
  return sorted;
}

export const productsOn = ({ products }: Pick<Shelf, 'products'>): StoredProduct[] => JSON.parse(products);

/** @param before what stands there; nothing yet: a shelf that was empty. */
export function restocked(
  id: string,
  before: Pick<Shelf, 'products'> | undefined,
  changes: readonly CatalogueDocument[],
): Shelf {
  const held = new Map((before ? productsOn(before) : []).map((product) => [product.id, product]));
  for (const { deleted, ...product } of changes) {
    if (deleted) held.delete(product.id);
    else held.set(product.id, product);
  }
  return { id, products: JSON.stringify([...held.values()]) };
}
