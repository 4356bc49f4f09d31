/**
 * The store's own stock: what its journal moved, and what others moved on its shelf. Exact, and never a stored balance.
 * Quantities are whole ten-thousandths.
 */
import type { Sqlite } from '../database/open.ts';
import { toE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { Shelf } from '../sales/shelf.ts';

type StoreStockDeps = Readonly<{
  db: Sqlite;
  shelf: Pick<Shelf, 'movedE4'>;
  replica: Pick<Replica, 'movementsElsewhere'>;
}>;
type Moved = Readonly<{ atMs: number; quantityE4: number }>;
/** What was moved after a moment: on hand then is on hand now less this. */
export type MovedSince = (productId: string, atMs: number) => number;

export class StoreStock {
  readonly #deps: StoreStockDeps;
  readonly #after;

  constructor(deps: StoreStockDeps) {
    this.#deps = deps;
    this.#after = deps.db
      .prepare<[string], [string, string, number]>(
        'select movement_id, product_id, quantity_e4 from stock_movement where movement_id >= ?',
      )
      .raw();
  }

  onHandE4(productId: string): number {
    const { shelf, replica } = this.#deps;
    const elsewhere = replica.movementsElsewhere(productId);
    return elsewhere.reduce((sum, { quantity }) => sum + toE4(quantity), shelf.movedE4(productId));
  }

  /** Reads once what was moved after `from`, to be asked for moments since then. */
  movedAfter(from: Date): MovedSince {
    const own = new Map<string, Moved[]>();
    for (const [movementId, productId, quantityE4] of this.#after.all(firstIdOf(from.getTime()))) {
      const moved = own.get(productId) ?? [];
      moved.push({ atMs: momentOf(movementId), quantityE4 });
      own.set(productId, moved);
    }
    return (productId, atMs) => {
      const elsewhere = this.#deps.replica
        .movementsElsewhere(productId)
        .map(({ at, quantity }): Moved => ({ atMs: Date.parse(at), quantityE4: toE4(quantity) }));
      const later = [...(own.get(productId) ?? []), ...elsewhere].filter((one) => one.atMs > atMs);
      return later.reduce((sum, { quantityE4 }) => sum + quantityE4, 0);
    };
  }
}

/** Movements have UUIDv7 as ids, made when the sale was frozen: they sort by their moment. Source: RFC 9562, 5.7. */
export function firstIdOf(atMs: number): string {
  const hex = Math.max(0, atMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

export const momentOf = (movementId: string): number =>
  Number.parseInt(movementId.slice(0, 8) + movementId.slice(9, 13), 16);
