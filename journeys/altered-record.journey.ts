import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Browsing, openBrowser } from './support/browser.ts';
import { openHeadlessTill } from './support/headless-till.ts';
import { headOffice, product, run } from './support/house.ts';
import { openSecondStore, type SecondStore } from './support/second-store.ts';
import { openTill, type Till } from './support/till.ts';

let browsing: Browsing;
let store: SecondStore;
let till: Till;
let gtin: string;
beforeAll(async () => {
  gtin = (await product(run.demo.gtins?.[0] ?? '')).gtins[0] ?? '';
  browsing = await openBrowser();
  store = await openSecondStore();
  till = await openTill(await browsing.page(), '1', { server: store.server, cashier: store.cashier });
});
afterAll(async () => {
  await browsing.close();
  await store.close();
});

async function sell(): Promise<string> {
  await till.typeProduct(gtin);
  return till.payExactCash();
}

/** Somebody takes the guard of the journal away, dates a sale back by a year, and puts the guard back. */
function dateBack(receipt: string): void {
  const db = new Database(path.join(store.server.dataDir, 'journal.db'));
  const guard = 'record_does_not_change';
  const made = db.prepare('select sql from sqlite_master where name = ?').pluck().get(guard);
  const { place, header } = db
    .prepare<[string], { place: number; header: string }>(
      'select place, header from record where instr(header, ?) > 0',
    )
    .get(`"number":"${receipt}"`) ?? { place: 0, header: '' };
  const altered = header.replace(/"at":"(\d{4})/, (_all, year: string) => `"at":"${Number(year) - 1}`);
  expect(altered).not.toBe(header);
  db.exec(`drop trigger ${guard}`);
  db.prepare('update record set header = ? where place = ?').run(altered, place);
  db.exec(String(made));
  db.close();
}

type Quarantined = Readonly<{ storeId: string; kind: string; reason: string; at: string }>;
const quarantined = async () =>
  (await headOffice.get<{ items: Quarantined[] }>('/sales/quarantine?limit=200')).items.filter(
    ({ storeId }) => storeId === store.id,
  );

const known = async () => (await headOffice.sales(store.id)).map(({ receiptNumber }) => receiptNumber);

test('E13: a store’s server is put back to an older disk: its till gives it the sales that were nowhere else, and each is at head office once', async () => {
  const { dataDir } = store.server;
  const copy = `${dataDir}-older`;
  const sent = await sell();
  await expect.poll(known, { timeout: 60_000 }).toContain(sent);
  await store.stop();
  cpSync(dataDir, copy, { recursive: true });
  await store.start();
  store.wire.set({ cut: true });
  await expect.poll(store.link, { timeout: 40_000 }).toBe('offline');
  const lost = [await sell(), await sell()];
  await store.stop();
  rmSync(dataDir, { recursive: true });
  cpSync(copy, dataDir, { recursive: true });
  rmSync(copy, { recursive: true });
  await store.start();

  // Who had signed in there is not signed in any more: what is given back waits for nobody.
  store.wire.heal();
  for (const receipt of lost) await expect.poll(known, { timeout: 60_000 }).toContain(receipt);
  for (const receipt of [sent, ...lost])
    expect((await known()).filter((one) => one === receipt)).toHaveLength(1);
});

test('E12: a sale altered on disk is found at the next start and told at the till; selling goes on in a new journal, and head office is shown the altered record instead of counting it', async () => {
  const sent = await sell();
  await expect.poll(store.link).toBe('online');
  const setAsideBefore = (await quarantined()).length;

  store.wire.set({ cut: true });
  await expect.poll(store.link).toBe('offline');
  const [altered, after] = [await sell(), await sell()];
  await store.stop();
  dateBack(altered);
  await store.start();

  await expect.poll(till.stripState, { timeout: 40_000 }).toBe('journal-altered');
  await expect.poll(() => till.stripText()).toMatch(/Journal altéré à l’entrée \d+\./);
  await expect.poll(() => till.stripText()).toContain('Les ventes continuent. Le siège est prévenu.');
  const next = await sell();
  const seriesOf = (receipt: string) => receipt.split('-')[2];
  expect(seriesOf(next)).not.toBe(seriesOf(altered));

  store.wire.heal();
  await expect.poll(known, { timeout: 60_000 }).toContain(next);
  for (const receipt of [sent, after, next])
    expect((await known()).filter((one) => one === receipt)).toHaveLength(1);
  expect(await known()).not.toContain(altered);
  const setAside = await quarantined();
  expect(setAside).toHaveLength(setAsideBefore + 1);
  expect(setAside.map(({ reason }) => reason).join()).toContain(
    'the original does not have the hash that its chain says',
  );
}, 240_000);

test('E15 N6: a store’s computer that died without a copy is replaced from zero within ten minutes: its people, prices and earlier sales are there, and no receipt number comes twice', async () => {
  const salesOf = async () => (await headOffice.sales(store.id)).map(({ receiptNumber }) => receiptNumber);
  const { cashier } = store;
  const soldBefore = await salesOf();
  await store.close();
  const begunMs = Date.now();
  store = await openSecondStore();
  const { id } = await product(gtin);
  const place = { server: store.server, cashier };
  const register = await vi.waitFor(() => openHeadlessTill('1', id, place), {
    timeout: 60_000,
    interval: 250,
  });
  const receipt = await register.sell();
  expect(Date.now() - begunMs).toBeLessThan(600_000);
  expect(soldBefore).not.toContain(receipt);
  await expect.poll(salesOf, { timeout: 60_000 }).toEqual(expect.arrayContaining([receipt, ...soldBefore]));
}, 660_000);
