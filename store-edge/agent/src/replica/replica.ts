/**
 * What came down by the feeds, read from `replica.db` by a connection that cannot write. Small things that every sale needs
 * are kept parsed until another connection commits (`data_version`).
 */

import type { BasketRules, Promotion } from '@comptoir/pricing/contract';
import { promotedCategories, withPromotions } from '@comptoir/pricing/promotions/in-rules';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import type {
  CatalogueCategory,
  CatalogueProduct,
  CustomerCard,
  CustomerLoyalty,
  DoubleReturn,
  EdgeKey,
  OrderCalledOff,
  OrderToPrepare,
  StaffMember,
  StockElsewhereBalance,
  StockElsewhereLocation,
  StockHereMovement,
  StoreConfiguration,
  ValueCard,
} from '@comptoir/sync-protocol/feeds/rows';
import type {
  DeliveryPurchaseOrder,
  DeliveryTransfer,
  StockAlert,
} from '@comptoir/sync-protocol/feeds/stock-rows';
import { openForReading, type Sqlite } from '../database/open.ts';
import { ReplicaFiles } from '../database/replica-files.ts';
import { prepareReplica } from './statements.ts';

/** `epoch` and `pos` are the owner's. Terminals go by `edition`, and by the positions that rows have here, up to `editionPos`. */
export type FeedState = Readonly<{
  epoch: string;
  pos: number;
  caughtUp: boolean;
  asOf: string;
  edition: string;
  editionPos: number;
}>;
export type ProductRow = Readonly<{ pos: number; deleted: boolean; product: CatalogueProduct }>;

export type CardHolder = Readonly<{
  cardNumber: string;
  card: CustomerCard;
  loyalty: CustomerLoyalty | undefined;
}>;

export type Elsewhere = Readonly<{
  place: StockElsewhereLocation;
  balance: StockElsewhereBalance | undefined;
}>;

const SEARCH_WORDS_MAX = 8;
const SEARCH_FOUND_MAX = 1_000;
/** A code as scanned has some leading zeros; the index holds it with all of them, and without any. */
const withoutZeros = (word: string): string => (/^\d{8,14}$/.test(word) ? word.replace(/^0+/, '') : word);
const parse = (value: string): CatalogueProduct => JSON.parse(value);

export class Replica {
  readonly #files: ReplicaFiles;
  #path: string;
  #db: Sqlite;
  #sql: ReturnType<typeof prepareReplica>;
  #version: unknown;
  #isFresh = false;
  readonly #kept = new Map<string, unknown>();

  /** @param first `replica.db`; what is read is the one in force. */
  constructor(first: string) {
    this.#files = new ReplicaFiles(first);
    this.#path = this.#files.inForce();
    this.#db = openForReading(this.#path);
    this.#sql = prepareReplica(this.#db);
  }

  /** Goes over to the replica that was loaded beside, if another is in force now. */
  reopen(): void {
    const path = this.#files.inForce();
    if (path === this.#path) return;
    const before = this.#db;
    this.#db = openForReading(path);
    this.#sql = prepareReplica(this.#db);
    this.#path = path;
    this.#version = undefined;
    this.#isFresh = false;
    this.#kept.clear();
    before.close();
  }

  /** With the categories that promotions name. */
  product(id: string): CatalogueProduct | undefined {
    return this.#keep(`product/${id}`, () => {
      const product = this.#parsed<CatalogueProduct>('catalogue', `product/${id}`);
      const categoryIds = product && this.#promotedCategories()(product.categoryId);
      return product && categoryIds && categoryIds.length > 0
        ? { ...product, pricing: { ...product.pricing, categoryIds } }
        : product;
    });
  }

  /** Asked of very many: keeps none of them in memory. */
  hasProduct(id: string): boolean {
    return this.#sql.value.get('catalogue', `product/${id}`) !== undefined;
  }

  /** One that has left the catalogue too, as it was last: what is counted of it has a name. */
  knownProduct(id: string): Pick<CatalogueProduct, 'name' | 'sku'> | undefined {
    const known = this.product(id) ?? this.#sql.lastValue.get('catalogue', `product/${id}`);
    return typeof known === 'string' ? JSON.parse(known) : (known ?? undefined);
  }

  products(afterPos: number, limit: number): ProductRow[] {
    return this.#sql.products.all(afterPos, limit).flatMap(({ pos, deleted, value }) => {
      // A tombstone of something never seen here has nothing to take back.
      return value === null ? [] : [{ pos, deleted: deleted === 1, product: JSON.parse(value) }];
    });
  }

  productCount(): number {
    return this.#keep('productCount', () => this.#sql.productCount.get() ?? 0);
  }

  /** Promotions are part of them: a version names both. */
  rules(): BasketRules | undefined {
    return this.#keep('rules', () => {
      const rules = this.#parsed<BasketRules>('catalogue', 'rules');
      return rules && withPromotions(rules, this.#promotions());
    });
  }

  categories(): CatalogueCategory[] {
    return this.#keep('categories', () => this.#all('catalogue', 'category'));
  }

  store(id: string): StoreConfiguration | undefined {
    return this.#keep(`store/${id}`, () => this.#parsed('configuration', `store/${id}`));
  }

  /** Those of all edges that a store ever had: what any of them signed stays true. @param storeNumber three digits. */
  edgeKeys(storeNumber: string): Uint8Array[] {
    const keys = this.#keep('edge-keys', () => this.#all<EdgeKey>('configuration', 'edge'));
    return keys
      .filter((edge) => edge.storeNumber === storeNumber)
      .flatMap(({ publicKeys }) => publicKeys.flatMap((key) => fromBase64(key) ?? []));
  }

  /** Goods that came back here and elsewhere, newest first. */
  doubleReturns(): DoubleReturn[] {
    return this.#keep('double-returns', () =>
      this.#all<DoubleReturn>('configuration', 'double-return').toSorted((a, b) =>
        b.noticedAt.localeCompare(a.noticedAt),
      ),
    );
  }

  staff(): StaffMember[] {
    return this.#keep('staff', () => this.#all('users', 'staff'));
  }

  staffMember(id: string): StaffMember | undefined {
    return this.staff().find((member) => member.id === id);
  }

  feed(name: string): FeedState | undefined {
    const row = this.#keep(`feed/${name}`, () => this.#sql.feed.get(name));
    if (!row) return undefined;
    const { epoch, pos, edition } = row;
    return {
      epoch,
      pos,
      caughtUp: row.caught_up === 1,
      asOf: row.as_of,
      edition,
      editionPos: row.edition_pos,
    };
  }

  /** Addresses of the pictures of what leads every screen, of the rows that came after a position. */
  assortmentPictures(afterPos: number): string[] {
    return this.#sql.pictures.all(afterPos);
  }

  /** What others moved on this store's shelf. */
  movementsElsewhere(productId: string): StockHereMovement[] {
    return this.#sql.movements.all(productId).map((value) => JSON.parse(value));
  }

  /** What others ever moved here. */
  productsMovedElsewhere(): string[] {
    return this.#keep('productsMovedElsewhere', () => this.#sql.movedProducts.all());
  }

  /** Products that hold every word, or begin with it; what leads every screen when nothing is asked for. */
  search(text: string, limit: number): CatalogueProduct[] {
    const words = (text.replace(/œ/gi, 'oe').match(/[\p{L}\p{N}]+/gu) ?? []).map(withoutZeros);
    if (words.length === 0)
      return this.#keep(`assortment/${limit}`, () => this.#sql.assortment.all(limit).map(parse));
    const query = words
      .slice(0, SEARCH_WORDS_MAX)
      .map((word) => `"${word}"*`)
      .join(' ');
    return this.#sql.search.all(query, SEARCH_FOUND_MAX, limit).map(parse);
  }

  orderToPrepare(orderId: string): OrderToPrepare | undefined {
    return this.#parsed('orders-to-prepare', `order/${orderId}`);
  }

  /** What this store has to pack for the shop, the oldest first. */
  ordersToPrepare(): OrderToPrepare[] {
    return this.#keep('ordersToPrepare', () =>
      this.#all<OrderToPrepare>('orders-to-prepare', 'order').toSorted((a, b) =>
        (a.confirmedAt ?? '').localeCompare(b.confirmedAt ?? ''),
      ),
    );
  }

  /** What this store has packed and is not to send. */
  ordersCalledOff(): OrderCalledOff[] {
    return this.#keep('ordersCalledOff', () => this.#all('orders-to-prepare', 'called-off'));
  }

  /** Who has this card, as far as the feed has come: one that was given a minute ago may not be known yet. */
  cardHolder(cardNumber: string): CardHolder | undefined {
    const card = this.#parsed<CustomerCard>('customers', `card/${cardNumber}`);
    if (!card) return undefined;
    return { cardNumber, card, loyalty: this.loyalty(card.customerId) };
  }

  /** @param by both initials as a card has them, or the last four digits of its number. */
  cardHolders(by: Readonly<{ initials: string } | { end: string }>, limit: number): CardHolder[] {
    const rows =
      'initials' in by
        ? this.#sql.cardsByInitials.all(by.initials, limit)
        : this.#sql.cardsByEnd.all(by.end, limit);
    return rows.map(({ key, value }) => {
      const card: CustomerCard = JSON.parse(value);
      return { cardNumber: key.slice('card/'.length), card, loyalty: this.loyalty(card.customerId) };
    });
  }

  loyalty(customerId: string): CustomerLoyalty | undefined {
    return this.#parsed<CustomerLoyalty>('customers', `loyalty/${customerId}`);
  }

  /** What a gift card or a credit held when head office last told. */
  valueCard(codeHash: string): ValueCard | undefined {
    return this.#parsed<ValueCard>('allowances-value', `card/${codeHash}`);
  }

  valueAllowance(storeId: string): { token: string } | undefined {
    return this.#parsed('allowances-value', `allowance/${storeId}`);
  }

  /** Stores and warehouses, this one too. */
  places(): StockElsewhereLocation[] {
    return this.#keep('places', () => this.#all<StockElsewhereLocation>('stock-elsewhere', 'location'));
  }

  transfers(): DeliveryTransfer[] {
    return this.#keep('transfers', () => this.#all<DeliveryTransfer>('deliveries', 'transfer'));
  }

  transfer(id: string): DeliveryTransfer | undefined {
    return this.#parsed('deliveries', `transfer/${id}`);
  }

  purchaseOrders(): DeliveryPurchaseOrder[] {
    return this.#keep('purchase-orders', () =>
      this.#all<DeliveryPurchaseOrder>('deliveries', 'purchase-order'),
    );
  }

  purchaseOrder(id: string): DeliveryPurchaseOrder | undefined {
    return this.#parsed('deliveries', `purchase-order/${id}`);
  }

  stockAlerts(): StockAlert[] {
    return this.#keep('stock-alerts', () => this.#all<StockAlert>('stock-alerts', 'alert'));
  }

  /** Other places, and what each was last said to hold. */
  elsewhere(productId: string): Elsewhere[] {
    return this.places().map((place) => ({
      place,
      balance: this.#parsed<StockElsewhereBalance>(
        'stock-elsewhere',
        `balance/${place.locationId}/${productId}`,
      ),
    }));
  }

  close(): void {
    this.#db.close();
  }

  #promotions(): Promotion[] {
    return this.#keep('promotions', () => this.#all<Promotion>('catalogue', 'promotion'));
  }

  #promotedCategories(): (categoryId: string) => string[] {
    return this.#keep('promotedCategories', () => promotedCategories(this.#promotions(), this.categories()));
  }

  #parsed<T>(feed: string, key: string): T | undefined {
    const value = this.#sql.value.get(feed, key);
    return value === undefined ? undefined : JSON.parse(value);
  }

  #all<T>(feed: string, kind: string): T[] {
    return this.#sql.values.all(feed, `${kind}/`, `${kind}0`).map((value) => JSON.parse(value));
  }

  #keep<T>(key: string, read: () => T): T {
    this.#forgetIfChanged();
    if (!this.#kept.has(key)) this.#kept.set(key, read());
    return this.#kept.get(key) as T;
  }

  /** Asked once a turn of the loop: one sale reads a dozen things, and they had better be of one version anyway. */
  #forgetIfChanged(): void {
    if (this.#isFresh) return;
    this.#isFresh = true;
    queueMicrotask(() => {
      this.#isFresh = false;
    });
    const version = this.#sql.version.get();
    if (version === this.#version) return;
    this.#kept.clear();
    this.#version = version;
  }
}
