/** One product as the till keeps it in memory: flat and small, since there may be a million of them. */
import type { CatalogueDocument } from '@comptoir/edge-agent/api';
import type { ListedPrice } from '@comptoir/pricing/lists/listed-price';
import { type PricePlace, priceInForce } from '@comptoir/pricing/lists/price-in-force';

export type Product = Readonly<{
  id: string;
  sku: string;
  gtins: readonly string[];
  nameFr: string;
  nameEn: string;
  categoryId: string;
  /** As it comes down: its own price. As the catalogue answers it: the one in force here and now. */
  unitPriceMinor: number;
  /** What lists say of it; few products have any. */
  listed?: readonly ListedPrice[];
  taxCategory: string;
  soldBy: 'piece' | 'weight';
  isCharge: boolean;
  /** Those that promotions may be on. */
  attributes?: Readonly<Record<string, string>>;
  imageUrl: string | undefined;
  /** Lower first; those without come last. */
  rank: number;
  favourite: boolean;
  /** In years: whoever is younger may not buy it. */
  minimumAge?: number;
  tracks?: 'serial' | 'lot';
  /** What is charged with each piece, on lines of their own. */
  chargeIds?: readonly string[];
}>;

export const noRank = Number.MAX_SAFE_INTEGER;

/** The shop's own order: by rank, then by name. */
export function inShopOrder(a: Product, b: Product): number {
  return a.rank - b.rank || (a.nameFr < b.nameFr ? -1 : 1);
}

export function productOf(document: CatalogueDocument): Product {
  const { id, sku, gtins, name, variantName, categoryId, pricing, imageUrl, rank, favourite } = document;
  const { minimumAge, tracks, chargeIds } = document;
  const whole = (text: string, variant: string | undefined) =>
    variant === undefined || text.includes(variant) ? text : `${text}, ${variant}`;
  return {
    id,
    sku,
    gtins,
    nameFr: whole(name.fr, variantName?.fr),
    nameEn: whole(name.en, variantName?.en),
    categoryId,
    unitPriceMinor: pricing.unitPriceMinor,
    ...(pricing.listed ? { listed: pricing.listed } : {}),
    taxCategory: pricing.taxCategory,
    soldBy: pricing.soldBy,
    isCharge: pricing.isCharge === true,
    ...(pricing.attributes ? { attributes: pricing.attributes } : {}),
    imageUrl,
    rank: rank ?? noRank,
    favourite: favourite === true,
    ...(minimumAge === undefined ? {} : { minimumAge }),
    ...(tracks === undefined ? {} : { tracks }),
    ...(chargeIds === undefined ? {} : { chargeIds }),
  };
}

/** With the price in force; whoever has no list's price is answered as it is. */
export const withPriceInForce = (product: Product, place: () => PricePlace): Product =>
  product.listed ? { ...product, unitPriceMinor: priceInForce(product, place()) } : product;
