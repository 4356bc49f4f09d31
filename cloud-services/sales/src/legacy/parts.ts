/** What legacy points of sale need of Sales' other folders. */
import type { Tx } from '@comptoir/service-kit';
import type { SaleBody } from '@comptoir/sync-protocol/records/kinds';

export type Place = Readonly<{
  store: Readonly<{ id: string; number: string; jurisdiction: string }>;
  register: Readonly<{ id: string; number: string }>;
  /** By the store's own calendar. */
  dateOf: (at: Date) => string;
}>;

export type LegacyParts = Readonly<{
  /** @throws Problem 422 for a store or register that is not known. */
  placeOf(tx: Tx, storeId: string, registerId: string): Promise<Place>;
  /** Chains a record into the register's cloud journal. */
  enter(
    tx: Tx,
    entry: Readonly<{
      store: Place['store'];
      register: string;
      recordId: string;
      kind: string;
      actor: string;
      at: string;
      businessDate: string;
      bodyText: string;
    }>,
    now: Date,
  ): Promise<Readonly<{ seq: number; receiptNumber: string }>>;
  /** Stores a sale and tells of it. */
  recordSale(
    tx: Tx,
    told: Readonly<{
      seq: number;
      recordId: string;
      receiptNumber: string;
      register: string;
      businessDate: string;
      bodyText: string;
      sale: SaleBody;
    }>,
    registerId: string,
    now: Date,
  ): Promise<void>;
  /** What is stored of a sale, if it is: its number and its body's hash. */
  known(tx: Tx, saleId: string): Promise<Readonly<{ receiptNumber: string; bodyHash: Buffer }> | undefined>;
}>;
