/**
 * What this store's own sales did to the shelf. Movements are written in the order of their ids, all of a sale into one page;
 * their sums by product are kept in memory, since an index by product would be a page more to sync for each line of each sale.
 */
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';
import type { Sqlite } from '../database/open.ts';
import { toE4 } from '../quantity.ts';
import type { MovementReason } from '../stock/api.ts';

/** Ten-thousandths by product. */
export type Moved = ReadonlyMap<string, number>;

export class Shelf {
  readonly #add;
  readonly #addReason;
  readonly #sums: Map<string, number>;

  constructor(db: Sqlite) {
    this.#add = db.prepare<[string, string, number]>(
      'insert into stock_movement (movement_id, product_id, quantity_e4) values (?, ?, ?) on conflict do nothing',
    );
    this.#addReason = db.prepare<[string, string]>(
      'insert into movement_reason (movement_id, reason) values (?, ?) on conflict do nothing',
    );
    const sums = db.prepare<[], [string, number]>(
      'select product_id, sum(quantity_e4) from stock_movement group by product_id',
    );
    this.#sums = new Map(sums.raw().all());
  }

  /** Only inside the sale's transaction. @returns what counts once that is on disk; a movement known already counts once. */
  write(stock: Readonly<SaleBody['stock']>): Moved {
    const moved = new Map<string, number>();
    for (const { movementId, productId, quantity } of stock) {
      const quantityE4 = toE4(quantity);
      if (this.#add.run(movementId, productId, quantityE4).changes === 0) continue;
      moved.set(productId, (moved.get(productId) ?? 0) + quantityE4);
    }
    return moved;
  }

  /** Of what no sale and no return moved. Inside its transaction. */
  tellWhy(movementId: string, reason: MovementReason): void {
    this.#addReason.run(movementId, reason);
  }

  /** After the commit: a sale that was rolled back has moved nothing. */
  count(moved: Moved): void {
    for (const [productId, quantityE4] of moved) {
      this.#sums.set(productId, this.movedE4(productId) + quantityE4);
    }
  }

  /** What was ever moved here. */
  products(): IterableIterator<string> {
    return this.#sums.keys();
  }

  movedE4(productId: string): number {
    return this.#sums.get(productId) ?? 0;
  }
}
