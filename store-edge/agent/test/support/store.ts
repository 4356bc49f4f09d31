/** A small store, as its feeds would have brought it: written into replica.db by the hand of the feed worker. */
import { join } from 'node:path';
import type { BasketRules } from '@comptoir/pricing/contract';
import type { CatalogueProduct, StaffMember, StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { hashSync } from '@node-rs/argon2';
import { openForWriting } from '../../src/database/open.ts';
import { replicaMigrations } from '../../src/database/replica-schema.ts';

export const STORE_ID = '0193a000-0000-7000-8000-00000000000a';
export const registers = [
  { id: '0193a000-0000-7000-8000-000000000101', number: '1' },
  { id: '0193a000-0000-7000-8000-000000000102', number: '2' },
];

export const storeRow: StoreConfiguration = {
  id: STORE_ID,
  code: 'MTL01',
  number: '012',
  name: 'Comptoir du Plateau',
  address: ['4200, rue Saint-Denis', 'Montréal (Québec) H2J 2K8'],
  phone: '514 555-0142',
  timeZone: 'America/Toronto',
  currency: 'CAD',
  jurisdiction: 'CA-QC',
  taxRegistrations: [
    { code: 'GST', number: '123456789 RT0001' },
    { code: 'QST', number: '1234567890 TQ0001' },
  ],
  registers,
  receiptFooter: { fr: 'Merci de votre visite', en: 'Thank you for your visit' },
};

export const rules: BasketRules = {
  version: 'rules-1',
  taxes: [
    { jurisdiction: 'CA-QC', code: 'GST', rate: '5', from: '2008-01-01', source: 'test' },
    { jurisdiction: 'CA-QC', code: 'QST', rate: '9.975', from: '2013-01-01', source: 'test' },
  ],
  treatments: [
    {
      jurisdiction: 'CA-QC',
      category: 'standard',
      from: '2008-01-01',
      codes: ['GST', 'QST'],
      source: 'test',
    },
    { jurisdiction: 'CA-QC', category: 'zero-rated', from: '2008-01-01', codes: [], source: 'test' },
    { jurisdiction: 'CA-QC', category: 'gift-card', from: '2008-01-01', codes: [], source: 'test' },
  ],
  taxMode: 'added-per-invoice',
  cashIncrementMinor: 5,
};

const product = (
  id: string,
  fr: string,
  en: string,
  unitPriceMinor: number,
  taxCategory: string,
): CatalogueProduct => ({
  id,
  sku: id.toUpperCase(),
  gtins: [],
  name: { fr, en },
  categoryId: 'c-1',
  pricing: { productId: id, unitPriceMinor, taxCategory, soldBy: 'piece' },
});
export const products = [
  product('lamp', 'Lampe de chevet', 'Bedside lamp', 4_999, 'standard'),
  product('bread', 'Pain de campagne', 'Country loaf', 649, 'zero-rated'),
  product('mug', 'Tasse émaillée', 'Enamel mug', 1_299, 'standard'),
  product('card25', 'Carte-cadeau 25 $', 'Gift card $25', 2_500, 'gift-card'),
];

/** Weak on purpose: a test that logs in should not take a second. */
const pinHash = (pin: string): string => hashSync(pin, { memoryCost: 1_024, timeCost: 1 });
export const staff: StaffMember[] = [
  { id: 'u-camille', displayName: 'Camille', roles: ['cashier'], language: 'fr', pinHash: pinHash('1234') },
  { id: 'u-martin', displayName: 'Martin', roles: ['manager'], language: 'fr', pinHash: pinHash('9876') },
];

type Row = Readonly<{ feed: string; key: string; value: object }>;
const rows: Row[] = [
  ...products.map((value) => ({ feed: 'catalogue', key: `product/${value.id}`, value })),
  {
    feed: 'catalogue',
    key: 'category/c-1',
    value: { id: 'c-1', parentId: null, name: { fr: 'Maison', en: 'Home' }, rank: 1 },
  },
  { feed: 'catalogue', key: 'rules', value: rules },
  { feed: 'configuration', key: `store/${STORE_ID}`, value: storeRow },
  ...staff.map((value) => ({ feed: 'users', key: `staff/${value.id}`, value })),
];

export function writeFeedRows(dataDir: string, given: readonly Row[]): void {
  const db = openForWriting(join(dataDir, 'replica.db'), replicaMigrations);
  const next = db
    .prepare<[string], number>('select coalesce(max(pos), 0) + 1 from feed_row where feed = ?')
    .pluck();
  const put = db.prepare(
    `insert or replace into feed_row (feed, key, scope, pos, unit, deleted, value) values (?, ?, '*', ?, ?, 0, ?)`,
  );
  const mark = db.prepare(
    `insert or replace into feed_cursor (feed, epoch, cursor, pos, caught_up, as_of) values (?, 'e1', ?, ?, 1, ?)`,
  );
  db.transaction(() => {
    for (const { feed, key, value } of given) {
      const pos = next.get(feed) ?? 1;
      put.run(feed, key, pos, pos, JSON.stringify(value));
      mark.run(feed, `e1.00000000.${pos}`, pos, '2026-11-24T13:00:00.000Z');
    }
  })();
  db.close();
}

/** As its owner's tombstone does; one of something seen before keeps its last value. */
export function eraseFeedRow(
  dataDir: string,
  feed: string,
  key: string,
  value: 'kept' | 'gone' = 'gone',
): void {
  const db = openForWriting(join(dataDir, 'replica.db'), replicaMigrations);
  const set = value === 'kept' ? 'deleted = 1' : 'deleted = 1, value = null';
  db.prepare(`update feed_row set ${set} where feed = ? and key = ?`).run(feed, key);
  db.close();
}

export const writeStore = (dataDir: string): void => writeFeedRows(dataDir, rows);
