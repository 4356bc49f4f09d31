/** Products as lists show them. */
import type { ProductView } from '@comptoir/product/api';
import type { ProductCard } from '../../app/src/shared/shapes.ts';

/** The shop is told texts in one language. */
export const textOf = (text: ProductView['name']): string => (typeof text === 'string' ? text : text.fr);

/** A picture of the catalogue is handed out by this server; see http/pictures.ts. */
export function pictureOf(url: string | null | undefined): string | null {
  const name = /^\/api\/v1\/products\/images\/([^/]+)$/.exec(url ?? '')?.[1];
  return name === undefined ? null : `/pictures/${name}`;
}

export function cardOf(product: ProductView): ProductCard {
  const prices = product.isFamily
    ? product.variants.flatMap(({ price }) => (price ? [price.amountMinor] : []))
    : product.price
      ? [product.price.amountMinor]
      : [];
  return {
    code: product.sku,
    name: textOf(product.name),
    priceMinor: prices.length === 0 ? null : Math.min(...prices),
    beforeMinor: product.compareAtPrice?.amountMinor ?? null,
    soldBy: product.soldBy,
    picture: pictureOf(product.images[0]?.url),
    hasVariants: product.isFamily,
  };
}
