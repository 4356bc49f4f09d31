/** One product as the till keeps it in memory: flat and small, since there may be a million of them. */
import type { CatalogueDocument } from '@comptoir/edge-agent/api';

export type Product = Readonly<{
  id: string;
  sku: string;
  gtins: readonly string[];
  nameFr: string;
  nameEn: string;
  categoryId: string;
  unitPriceMinor: number;
  taxCategory: string;
  soldBy: 'piece' | 'weight';
  isCharge: boolean;
  imageUrl: string | undefined;
  /** Lower first; those without come last. */
  rank: number;
  favourite: boolean;
}>;

export const noRank = Number.MAX_SAFE_INTEGER;

/** The shop's own order: by rank, then by name. */
export function inShopOrder(a: Product, b: Product): number {
  return a.rank - b.rank || (a.nameFr < b.nameFr ? -1 : 1);
}

export function productOf(document: CatalogueDocument): Product {
  const { id, sku, gtins, name, variantName, categoryId, pricing, imageUrl, rank, favourite } = document;
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
    taxCategory: pricing.taxCategory,
    soldBy: pricing.soldBy,
    isCharge: pricing.isCharge === true,
    imageUrl,
    rank: rank ?? noRank,
    favourite: favourite === true,
  };
}
