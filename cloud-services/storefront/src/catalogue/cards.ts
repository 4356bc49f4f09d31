/** Products as lists show them. */
import type { ProductView } from '@comptoir/product/api';
import type { ProductCard } from '../../app/src/shared/shapes/catalogue.ts';
import { type Asker, offersOf, pricesWith } from './offers.ts';

/** The shop is told texts in one language. */
export const textOf = (text: ProductView['name']): string => (typeof text === 'string' ? text : text.fr);

/** A picture of the catalogue is handed out by this server; see http/pictures.ts. */
export function pictureOf(url: string | null | undefined): string | null {
  const name = /^\/api\/v1\/products\/images\/([^/]+)$/.exec(url ?? '')?.[1];
  return name === undefined ? null : `/pictures/${name}`;
}

/** With what running promotions make of them. */
export async function cardsOf(asker: Asker, products: readonly ProductView[]): Promise<ProductCard[]> {
  const sold = products.filter(({ isFamily, price }) => !isFamily && price !== null);
  const offers = await offersOf(
    asker,
    sold.map(({ id }) => id),
  );
  return products.map((product): ProductCard => {
    const card = cardOf(product);
    const offer = product.isFamily ? undefined : offers.get(product.id);
    return {
      ...card,
      ...pricesWith(offer, card),
      promotion: offer?.promotions.find(({ isGiven }) => !isGiven)?.name ?? null,
    };
  });
}

function cardOf(product: ProductView): Omit<ProductCard, 'promotion'> {
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
