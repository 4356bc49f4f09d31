/** Products of this store by what is on hand of them, looked at between two sales so that none of these waits. */
import { setImmediate } from 'node:timers/promises';
import type { Replica } from '../replica/replica.ts';
import type { Shelf } from '../sales/shelf.ts';
import type { StoreStock } from './store-stock.ts';

type Deps = Readonly<{
  shelf: Pick<Shelf, 'products'>;
  replica: Pick<Replica, 'productsMovedElsewhere'>;
  stock: Pick<StoreStock, 'onHandE4'>;
}>;
const atOnce = 500;

export async function productsWhere(
  { shelf, replica, stock }: Deps,
  holds: (onHandE4: number, productId: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  let looked = 0;
  for (const productId of new Set([...shelf.products(), ...replica.productsMovedElsewhere()])) {
    if (holds(stock.onHandE4(productId), productId)) found.push(productId);
    looked += 1;
    if (looked % atOnce === 0) await setImmediate();
  }
  return found;
}
