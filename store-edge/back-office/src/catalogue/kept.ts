/** The catalogue on this tablet: a product by its code, without a network. IndexedDB, since a million of them fit no memory. */
import type { CountableProduct } from '@comptoir/edge-agent/back-office/api';

export type Kept = Omit<CountableProduct, 'deleted'> & Readonly<{ codes: readonly string[]; words: string }>;
export type Checkpoint = Readonly<{ epoch: string; pos: number }>;

const opened = new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open('comptoir-catalogue', 1);
  request.onupgradeneeded = () => {
    const products = request.result.createObjectStore('product', { keyPath: 'id' });
    products.createIndex('code', 'codes', { multiEntry: true });
    request.result.createObjectStore('state');
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function store(name: 'product' | 'state', mode: IDBTransactionMode = 'readonly') {
  return (await opened).transaction(name, mode).objectStore(name);
}

export const byId = async (id: string): Promise<Kept | undefined> => done((await store('product')).get(id));

/** @param code a GTIN of 14 digits, or a SKU in capitals. */
export const byCode = async (code: string): Promise<Kept | undefined> =>
  done((await store('product')).index('code').get(code));

/** Every word must begin one of the product's. Looks at each product until enough are found. */
export async function byWords(text: string, limit: number): Promise<Kept[]> {
  const wanted = fold(text).split(' ').filter(Boolean);
  if (wanted.length === 0) return [];
  const products = await store('product');
  return new Promise((resolve, reject) => {
    const found: Kept[] = [];
    const request = products.openCursor();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor || found.length >= limit) return resolve(found);
      const product: Kept = cursor.value;
      if (wanted.every((word) => ` ${product.words}`.includes(` ${word}`))) found.push(product);
      cursor.continue();
    };
  });
}

export const checkpoint = async (): Promise<Checkpoint | undefined> =>
  done((await store('state')).get('checkpoint'));

export const productCount = async (): Promise<number> => done((await store('product')).count());

/** A page and its checkpoint together: what was cut off in between comes again. */
export async function keep(products: readonly CountableProduct[], next: Checkpoint): Promise<void> {
  const transaction = (await opened).transaction(['product', 'state'], 'readwrite');
  const kept = transaction.objectStore('product');
  for (const { deleted, ...product } of products) {
    if (deleted) kept.delete(product.id);
    else kept.put(ofProduct(product));
  }
  transaction.objectStore('state').put(next, 'checkpoint');
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function forget(): Promise<void> {
  await done((await store('product', 'readwrite')).clear());
}

function ofProduct(product: Omit<CountableProduct, 'deleted'>): Kept {
  const codes = [...product.gtins, product.sku.toUpperCase()];
  return { ...product, codes, words: fold(`${product.name.fr} ${product.name.en} ${product.sku}`) };
}

/** Text as search sees it: no case, no accent, ligatures apart. */
export function fold(text: string): string {
  return text
    .replace(/[œŒ]/g, 'oe')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
