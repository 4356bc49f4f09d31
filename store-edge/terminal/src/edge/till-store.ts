/**
 * What this till may not lose, in IndexedDB: its key, the basket in hand, the sales that the edge does not hold yet.
 * Strict durability: a write has reached the disk when its promise resolves, not merely the browser's cache.
 */
import type { Succession } from '@comptoir/sync-protocol/wire/calls';
import Dexie, { type Table } from 'dexie';
import type { Draft } from '../sale/draft.ts';
import type { Finished, KeptFinished } from '../sale/finished.ts';
import { type KeptSale, reopened } from '../sale/kept-sale.ts';

export type Identity = Readonly<{
  key: 'identity';
  terminalId: string;
  registerId: string;
  registerNumber: string;
  /** Not extractable: it can be used here and copied nowhere. */
  privateKey: CryptoKey;
  /** By which each key signed for the one after it, oldest first. */
  successions?: readonly Succession[];
  /** The newest of them, until the edge has taken it. */
  nextKey?: CryptoKey;
}>;

type Kept = Identity | Readonly<{ key: string; value: unknown }>;

class TillDatabase extends Dexie {
  declare values: Table<Kept, string>;
  declare sales: Table<KeptSale, string>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ values: 'key', sales: 'saleId, state' });
    this.version(2).upgrade((upgrade) =>
      upgrade.table('sales').toCollection().modify({ place: 0, provisionalNumber: null }),
    );
  }
}

/** Who this till is, whatever it keeps. */
const own = new TillDatabase('till');
const trainingName = 'till-training';
let database = own;

export const tillStore = {
  identity: async (): Promise<Identity | undefined> => {
    const kept = await own.values.get('identity');
    return kept && 'privateKey' in kept ? kept : undefined;
  },
  keepIdentity: async (identity: Identity) => void (await own.values.put(identity)),
  forgetIdentity: async () => void (await own.values.delete('identity')),

  /** From now on, until the page is loaded anew, everything but who this till is goes to a database that begins empty. */
  turnToTraining: async (): Promise<void> => {
    await Dexie.delete(trainingName);
    database = new TillDatabase(trainingName);
  },
  forgetTraining: (): Promise<void> => Dexie.delete(trainingName),

  value: async <T>(key: string): Promise<T | undefined> => {
    const kept = await database.values.get(key);
    return kept && 'value' in kept ? (kept.value as T) : undefined;
  },
  keepValue: async (key: string, value: unknown) => void (await database.values.put({ key, value })),

  draft: (): Promise<Draft | undefined> => tillStore.value<Draft>('draft'),
  keepDraft: (draft: Draft) => tillStore.keepValue('draft', draft),

  /** One transaction: a paid basket is either still a draft or frozen, never both and never neither. */
  freeze: async (sale: KeptSale, nextDraft: Draft, finished: Finished, provisionalCount: number) => {
    const value: KeptFinished = { finished, nextSaleId: nextDraft.saleId };
    await database.transaction('rw', database.values, database.sales, async () => {
      await database.sales.add(sale);
      await database.values.put({ key: 'draft', value: nextDraft });
      await database.values.put({ key: 'finished', value });
      await database.values.put({ key: 'provisional-count', value: provisionalCount });
    });
  },
  sales: (): Promise<KeptSale[]> => database.sales.toArray(),
  keepSale: async (sale: KeptSale) => void (await database.sales.put(sale)),
  reopenSales: async (): Promise<void> => {
    await database.sales
      .where('state')
      .equals('committed')
      .modify((sale, kept) => {
        kept.value = reopened(sale);
      });
  },
  /** What the cloud has is known as such, and goes. @param held ids of those that stay all the same. */
  tidySales: async (seen: (sale: KeptSale) => KeptSale, held: ReadonlySet<string>): Promise<void> => {
    await database.sales
      .where('state')
      .anyOf('committed', 'cosigned')
      .modify((sale, kept: { value?: KeptSale }) => {
        const after = seen(sale);
        if (after.state === 'cosigned' && after.printOrdered && !held.has(sale.saleId)) {
          delete kept.value;
          return true;
        }
        kept.value = after;
        return after !== sale;
      });
  },
};
