/** A product as Product keeps it, and the two ways in which others hear of it: the catalogue feed and `product.changed`. */
import { promotedValue } from '@comptoir/pricing';
import type { Currency, ListedPrice } from '@comptoir/pricing/contract';
import type { ProductChanged } from '@comptoir/service-kit/events/product';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import type { Attributes } from './attributes/attributes.ts';
import type { Texts } from './texts.ts';

export type SoldBy = 'piece' | 'weight';
export type Tracks = 'serial' | 'lot';

type Price = Readonly<{ amountMinor: number; currency: Currency }>;

export type Product = Readonly<{
  id: string;
  sku: string;
  /** The family of which this is a variant. */
  parentId: string | null;
  /** A family names its variants and is never sold itself: it has no price. */
  isFamily: boolean;
  name: Texts;
  variantName: Texts | null;
  categoryId: string;
  taxCategory: string;
  soldBy: SoldBy;
  imageUrl: string | null;
  /** Lower first; what leads every screen has one. */
  rank: number | null;
  favourite: boolean;
  attributes: Attributes;
  /** The attributes by which the variants of its family differ. */
  optionCodes: readonly string[];
  /** In years: below it nobody may buy this. */
  minimumAge: number | null;
  /** What it costs the house; null: not known. For head office alone. */
  costMinor: number | null;
  /** What the till writes down of each piece. */
  tracks: Tracks | null;
  /** A deposit or an eco-fee: no discount touches it. */
  isCharge: boolean;
  /** Deposits and eco-fees that are charged with each piece. */
  chargeIds: readonly string[];
  archived: boolean;
  gtins: readonly string[];
  /** Its own price, which counts where no list does; `null` for a family. */
  price: Price | null;
  /** What lists say, now, later, and until lately. */
  listed?: readonly ListedPrice[];
  /** The lowest price in the shop of the 30 days before the one in force, which is lower; told for 30 days. Source: Directive 98/6/EC, art. 6a. */
  compareAtPrice?: Price;
  version: number;
  updatedAt: string;
}>;

/** As an audit calls it. */
export const auditName = ({ sku, name }: Pick<Product, 'sku' | 'name'>) => `${sku} · ${name.fr}`;

export const catalogueFeed = 'catalogue';
export const productKey = (id: string) => `product/${id}`;

/**
 * @param promoted codes of the attributes that promotions may be on: tills need no others.
 * @returns the feed's value, or `null`, a tombstone: families are not sold, archived products no longer.
 */
export function catalogueValueOf(product: Product, promoted: ReadonlySet<string>): CatalogueProduct | null {
  const { price, parentId, variantName, imageUrl, rank, minimumAge, tracks, chargeIds } = product;
  if (product.isFamily || product.archived || price === null) return null;
  const weightGrams = weightOf(product.attributes);
  const attributes = Object.entries(product.attributes).filter(([code]) => promoted.has(code));
  return {
    id: product.id,
    sku: product.sku,
    gtins: [...product.gtins],
    name: product.name,
    categoryId: product.categoryId,
    pricing: {
      productId: product.id,
      unitPriceMinor: price.amountMinor,
      ...(product.listed ? { listed: [...product.listed] } : {}),
      taxCategory: product.taxCategory,
      soldBy: product.soldBy,
      ...(attributes.length === 0
        ? {}
        : {
            attributes: Object.fromEntries(
              attributes.map(([code, value]) => [code, promotedValue(value.fr)]),
            ),
          }),
      ...(product.isCharge ? { isCharge: true } : {}),
    },
    ...(parentId === null ? {} : { parentId }),
    ...(variantName === null ? {} : { variantName }),
    ...(imageUrl === null ? {} : { imageUrl }),
    ...(rank === null ? {} : { rank }),
    ...(product.favourite ? { favourite: true } : {}),
    ...(minimumAge === null ? {} : { minimumAge }),
    ...(tracks === null ? {} : { tracks }),
    ...(chargeIds.length === 0 ? {} : { chargeIds: [...chargeIds] }),
    ...(weightGrams === null ? {} : { weightGrams }),
  };
}

/** In whole grams, as people or a file told it; of what it does not say, parcels are reckoned with a default. */
const weightAttribute = 'weight_g';
const weightGramsMax = 1_000_000;

function weightOf(attributes: Attributes): number | null {
  const grams = Number(attributes[weightAttribute]?.fr.replace(',', '.') ?? Number.NaN);
  return grams > 0 && grams <= weightGramsMax ? Math.ceil(grams) : null;
}

export const productChangedOf = (product: Product): ProductChanged => ({
  productId: product.id,
  version: product.version,
  sku: product.sku,
  name: { ...product.name },
  deleted: product.archived,
});
