/** From a product to the promotions that may touch it: made once for a set of promotions, so that a basket asks only for what concerns it. */
import type { ProductPricing, Promotion, Selection } from '../contract.ts';
import { byPriority } from './order.ts';

export type Ranked = Readonly<{
  promotion: Promotion;
  /** Its place among all promotions of the set. */
  rank: number;
}>;

export type PromotionIndex = Readonly<{
  all: readonly Ranked[];
  of(product: ProductPricing): readonly Ranked[];
}>;

/** What is sold often is looked up once; a catalogue may have a million products. */
const lookedUpMax = 10_000;

const made = new WeakMap<readonly Promotion[], PromotionIndex>();

/** The same array is indexed once: rules travel as values, and are never changed in place. */
export function indexOf(promotions: readonly Promotion[]): PromotionIndex {
  const known = made.get(promotions) ?? makeIndex(promotions);
  made.set(promotions, known);
  return known;
}

function makeIndex(promotions: readonly Promotion[]): PromotionIndex {
  const all = promotions.toSorted(byPriority).map((promotion, rank) => ({ promotion, rank }));
  const everything: Ranked[] = [];
  const byKey = new Map<string, Ranked[]>();
  for (const ranked of all) {
    const keys = new Set(selectionsOf(ranked.promotion).flatMap(keysOf));
    if (keys.size === 0) everything.push(ranked);
    for (const key of keys) {
      const known = byKey.get(key);
      if (known) known.push(ranked);
      else byKey.set(key, [ranked]);
    }
  }
  const lookedUp = new Map<string, readonly Ranked[]>();
  /** Whoever keeps its products as they are need not name them anew. */
  const lookedUpAs = new WeakMap<ProductPricing, readonly Ranked[]>();
  return {
    all,
    of(product) {
      const found = lookedUpAs.get(product) ?? lookUp(product);
      lookedUpAs.set(product, found);
      return found;
    },
  };

  function lookUp(product: ProductPricing): readonly Ranked[] {
    const keys = keysOfProduct(product);
    const name = JSON.stringify(keys);
    const found = lookedUp.get(name) ?? find(product, keys);
    if (lookedUp.size >= lookedUpMax) lookedUp.clear();
    lookedUp.set(name, found);
    return found;
  }

  function find(product: ProductPricing, keys: readonly string[]): readonly Ranked[] {
    const found = new Set(everything);
    for (const key of keys) for (const ranked of byKey.get(key) ?? []) found.add(ranked);
    return [...found].filter(({ promotion }) => isOn(promotion, product)).sort((a, b) => a.rank - b.rank);
  }
}

/** What a promotion is on; of none, it is on everything. */
function selectionsOf({ include, gives }: Promotion): Selection[] {
  if (gives.kind === 'bundle') return gives.parts.map(({ on }) => on);
  if (include === undefined) return [];
  return gives.kind === 'basket-gift' ? [include, { productIds: gives.productIds }] : [include];
}

function isOn(promotion: Promotion, product: ProductPricing): boolean {
  if (promotion.exclude !== undefined && selects(promotion.exclude, product)) return false;
  const selections = selectionsOf(promotion);
  return selections.length === 0 || selections.some((selection) => selects(selection, product));
}

export function selects(
  { productIds, categoryIds, attributes }: Selection,
  product: ProductPricing,
): boolean {
  if (productIds?.includes(product.productId)) return true;
  if (categoryIds?.some((id) => product.categoryIds?.includes(id))) return true;
  const asked = Object.entries(attributes ?? {});
  return (
    asked.length > 0 && asked.every(([code, values]) => values.includes(product.attributes?.[code] ?? ''))
  );
}

const keysOf = ({ productIds = [], categoryIds = [], attributes = {} }: Selection): string[] => [
  ...productIds.map((id) => `product ${id}`),
  ...categoryIds.map((id) => `category ${id}`),
  ...Object.entries(attributes).flatMap(([code, values]) => values.map((value) => `${code}\0${value}`)),
];

const keysOfProduct = ({ productId, categoryIds = [], attributes = {} }: ProductPricing): string[] => [
  `product ${productId}`,
  ...categoryIds.map((id) => `category ${id}`),
  ...Object.entries(attributes).map(([code, value]) => `${code}\0${value}`),
];
