/**
 * The catalogue in memory: by id, by GTIN, by SKU, by category, and searchable. Fed by the replica; a change is seen by
 * the very next scan, and by search too. Whatever is answered bears the price in force here and now, so that one dated for the future
 * begins on time without a word from anybody (E7).
 */
import { changesBetween, type PricePlace } from '@comptoir/pricing/lists/price-in-force';
import { fold } from './fold.ts';
import { buildHaystack, emptyHaystack, haystackLine, searchHaystack } from './haystack.ts';
import { inShopOrder, type Product, withPriceInForce } from './product.ts';

/** Beyond this many changes beside it, the haystack is built anew. */
const changedMax = 2_000;

export class Catalogue {
  readonly #byId = new Map<string, Product>();
  readonly #byCode = new Map<string, Product>();
  /** Those with prices of lists, which change by the clock. */
  readonly #dated = new Map<string, Product>();
  readonly #placeNow: () => PricePlace;
  #haystack = emptyHaystack;
  /** Ids whose line in the haystack is no longer true. */
  #changed = new Set<string>();
  /** Of these, what changed since the building of the next haystack began. */
  #changedSince = new Set<string>();
  #building: Promise<void> | null = null;
  #built = false;

  constructor(placeNow: () => PricePlace) {
    this.#placeNow = placeNow;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** @param at with the price of this moment; now unless told. */
  get(productId: string, at?: string): Product | undefined {
    const product = this.#byId.get(productId);
    if (at === undefined) return product && this.#now(product);
    return product && withPriceInForce(product, () => ({ ...this.#placeNow(), at }));
  }

  /** @param code a GTIN of 14 digits, or a SKU. */
  byCode(code: string): Product | undefined {
    const product = this.#byCode.get(code) ?? this.#byCode.get(code.toUpperCase());
    return product && this.#now(product);
  }

  put(product: Product): void {
    this.#forget(product.id);
    this.#byId.set(product.id, product);
    if (product.listed) this.#dated.set(product.id, product);
    for (const gtin of product.gtins) this.#byCode.set(gtin, product);
    this.#byCode.set(product.sku.toUpperCase(), product);
    this.#note(product.id);
  }

  remove(productId: string): void {
    this.#forget(productId);
    this.#note(productId);
  }

  /**
   * Called when a load is over; until then search finds what the last build held. In slices, so that no scan waits behind it:
   * what changes meanwhile is found beside the old haystack, and beside the new one afterwards.
   */
  index(): Promise<void> {
    this.#building ??= this.#build().finally(() => {
      this.#building = null;
    });
    return this.#building;
  }

  search(query: string, limit: number): Product[] {
    if (this.#changed.size > changedMax) void this.index();
    const fresh = this.#freshHits(query);
    const found = searchHaystack(this.#haystack, query, limit + this.#changed.size).filter(
      (product) => !this.#changed.has(product.id),
    );
    return [...fresh, ...found].slice(0, limit).map((product) => this.#now(product));
  }

  /** Whether any price begins or ends after one moment and not after another. */
  changesBetween(afterMs: number, untilMs: number): boolean {
    return [...this.#dated.values()].some(({ listed = [] }) => changesBetween(listed, afterMs, untilMs));
  }

  /** What leads the screen: favourites and ranked products of a category, or the favourites alone. */
  leading(categoryIds: ReadonlySet<string> | null, limit: number): Product[] {
    const chosen: Product[] = [];
    for (const product of this.#byId.values()) {
      if (product.isCharge) continue;
      if (categoryIds === null ? product.favourite : categoryIds.has(product.categoryId))
        chosen.push(product);
    }
    return chosen
      .sort(inShopOrder)
      .slice(0, limit)
      .map((product) => this.#now(product));
  }

  #now(product: Product): Product {
    return withPriceInForce(product, this.#placeNow);
  }

  async #build(): Promise<void> {
    this.#changedSince = new Set();
    this.#haystack = await buildHaystack([...this.#byId.values()]);
    this.#changed = this.#changedSince;
    this.#built = true;
  }

  #note(productId: string): void {
    if (this.#building) this.#changedSince.add(productId);
    if (this.#built) this.#changed.add(productId);
  }

  #forget(productId: string): void {
    const known = this.#byId.get(productId);
    if (!known) return;
    this.#byId.delete(productId);
    this.#dated.delete(productId);
    for (const code of [...known.gtins, known.sku.toUpperCase()]) {
      if (this.#byCode.get(code)?.id === productId) this.#byCode.delete(code);
    }
  }

  #freshHits(query: string): Product[] {
    const words = fold(query)
      .split(' ')
      .filter((word) => word !== '');
    if (words.length === 0) return [];
    return [...this.#changed].flatMap((id) => {
      const product = this.#byId.get(id);
      if (!product) return [];
      const line = haystackLine(product);
      return words.every((word) => line.includes(word)) ? [product] : [];
    });
  }
}
