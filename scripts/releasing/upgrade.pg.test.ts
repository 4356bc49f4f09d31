/**
 * A store in mid-shift gets a release, and then one that does not come up. Real processes: Sales, the launcher, and three bundles
 * of the agent; a wire between them that is cut.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultProxy, type FaultProxy } from '@comptoir/fault-proxy';
import { type FreshDatabase, freshDatabase } from '@comptoir/service-kit/testing/fresh-database';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { saleOf } from '../../store-edge/agent/test/support/sale.ts';
import { STORE_ID, storeRow, writeStore } from '../../store-edge/agent/test/support/store.ts';
import { Till } from '../../store-edge/agent/test/support/till.ts';
import { bundle } from '../building/bundle.ts';
import { processEntries } from '../building/entries.ts';
import { end, startBound } from '../system/bound-process.ts';
import { freePort } from '../system/ports.ts';
import { adminToken, callJson } from '../system/sales-client.ts';
import { bundle as bundleService, forget, type Running, run } from '../system/service-process.ts';
import { waitUntil } from '../system/wait-until.ts';
import { makeRelease } from './make-release.ts';
import { type HeadOffice, moveRelease, publishRelease } from './publish-release.ts';
import { makeReleaseKey, signRelease } from './sign-release.ts';

const folder = mkdtempSync(join(tmpdir(), 'comptoir-upgrade-'));
const at = (...names: string[]) => join(folder, ...names);
const [made, releasesDir, dataDir, key] = [at('made'), at('releases'), at('data'), at('release.key')];
/** Each state that is waited for; far beyond what it takes. */
const patienceMs = 120_000;
const password = 'correct horse';

let database: FreshDatabase;
let service: string;
let sales: Running;
let wire: FaultProxy;
let office: HeadOffice;
let launcher: ReturnType<typeof startBound> | undefined;
let edge: string;
beforeAll(async () => {
  for (const path of [releasesDir, dataDir, at('web')]) mkdirSync(path);
  writeFileSync(at('web', 'index.html'), '<!doctype html>');
  const releaseKeys = makeReleaseKey(key);
  [database, service] = await Promise.all([
    freshDatabase(inject('postgresUrl')),
    bundleService('sales/src/main.ts'),
  ]);
  sales = await run(service, {
    DATABASE_URL: database.url,
    REDIS_URL: inject('redisUrl'),
    KEYS_DIR: at('keys'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    SMS_URL: 'http://127.0.0.1:9/sms',
    PUBLIC_GATEWAY_URL: 'http://127.0.0.1:9',
    BOOTSTRAP_ADMIN_PASSWORD: password,
    RELEASE_KEYS: releaseKeys,
  });
  wire = await createFaultProxy({ target: new URL(sales.address).host });
  office = { address: sales.address, token: await adminToken(sales.address, password) };
  await bundle(processEntries.launcher, { outdir: at('launcher') });
  const port = await freePort();
  edge = `http://127.0.0.1:${port}`;
  launcher = startBound({
    command: process.execPath,
    args: [at('launcher', 'main.mjs')],
    env: {
      RELEASES_DIR: releasesDir,
      DATA_DIR: dataDir,
      RELEASE_KEYS: releaseKeys,
      PORT: String(port),
      CLOUD_URL: `http://127.0.0.1:${wire.port}`,
      ENROLMENT_CODE: await enrolmentCode(),
      PRINTER: 'tcp://127.0.0.1:9',
      PAYMENT_TERMINAL: 'http://127.0.0.1:9/nexo',
      PAYMENT_TERMINAL_POIID: 'SIM-0001',
      SCANNER: 'tcp://127.0.0.1:9',
      // It waits to be asked: how long it was quiet is the slow machine's affair.
      UPGRADE_QUIET_SECONDS: '3600',
      TRIAL_LIMIT_SECONDS: '300',
    },
    stopSignal: 'SIGTERM',
  });
}, 400_000);
afterAll(async () => {
  if (launcher) await end(launcher, 'SIGTERM');
  await wire?.close();
  await sales?.kill();
  if (service) forget(service);
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const put = (path: string, body: object) =>
  callJson(`${office.address}/api/v1/${path}`, { method: 'PUT', token: office.token, body });

/** The first release is put there by hand, and the catalogue as Product's feed would have brought it. */
async function enrolmentCode(): Promise<string> {
  await release('0.1.0', releasesDir);
  writeStore(dataDir);
  await put(`sales/stores/${STORE_ID}`, storeRow);
  await put('staff/u-camille', { displayName: 'Camille', roles: ['cashier'], language: 'fr', pin: '1234' });
  const { code } = await callJson<{ code: string }>(`${office.address}/api/v1/sales/enrolment-codes`, {
    method: 'POST',
    token: office.token,
    body: { storeId: STORE_ID },
  });
  return code;
}

async function release(version: string, out = made): Promise<string> {
  return makeRelease(out, version, { terminal: at('web'), 'back-office': at('web') });
}

async function publish(version: string, home: string): Promise<void> {
  await publishRelease(office, home, signRelease(home, version, key));
  await moveRelease(office, version, 'all');
}

/** Its first act is a change that no older agent can live with; then it ends. */
async function brokenRelease(version: string): Promise<string> {
  const home = await release(version);
  const mangle = `
    import Database from 'better-sqlite3';
    import { join } from 'node:path';
    const db = new Database(join(process.env.DATA_DIR, 'journal.db'));
    db.pragma('foreign_keys = OFF');
    db.exec("insert into migration values (999, 'of tomorrow', 1, 'now'); drop table shift;");
    db.close();
    console.error('of tomorrow, and broken');
    process.exit(1);`;
  writeFileSync(join(home, 'agent', 'main.mjs'), mangle);
  return home;
}

const released = () => callJson<{ running: string; waiting: string | null }>(`${edge}/edge/v1/release`);
const runs = (version: string) =>
  waitUntil(`the store runs ${version}`, patienceMs, async () => (await released()).running === version);
const waits = (version: string) =>
  waitUntil(`${version} lies ready`, patienceMs, async () => (await released()).waiting === version);
const take = () =>
  callJson(`${edge}/edge/v1/release/take`, {
    method: 'POST',
    token: readFileSync(join(dataDir, 'admin-token'), 'utf8').trim(),
  });
const unsent = async () => (await callJson<{ unsentRecords: number }>(`${edge}/edge/v1/state`)).unsentRecords;

type History = { items: { receiptNumber: string; id: string }[] };
const history = async () =>
  (await callJson<History>(`${office.address}/api/v1/sales/history`, { token: office.token })).items;

test('E18: a store upgrades in mid-shift with unsent sales, and a release that does not come up is rolled back; nothing is lost, no number is missing', async () => {
  await runs('0.1.0');
  await waitUntil('the store is ready', patienceMs, async () => (await fetch(`${edge}/readyz`)).ok);
  const till = await Till.pair(edge, dataDir, '1');
  await till.logIn();
  const { shiftId } = await till.openShift();
  const sold: string[] = [];
  const sell = async () => {
    const sale = saleOf({ shiftId, saleId: randomUUID() });
    const { status, body } = await till.call('POST', '/sales', sale);
    expect(status, JSON.stringify(body)).toBe(201);
    sold.push(String(body.receiptNumber));
  };
  await sell();

  const next = await release('0.2.0');
  await publish('0.2.0', next);
  // A new session is what tells of it.
  wire.set({ cut: true });
  wire.heal();
  await waits('0.2.0');
  wire.set({ cut: true });
  await sell();
  await sell();
  expect(await unsent()).toBeGreaterThan(0);
  await take();
  await runs('0.2.0');
  await sell();

  await publish('0.3.0', await brokenRelease('0.3.0'));
  wire.heal();
  await waits('0.3.0');
  wire.set({ cut: true });
  await sell();
  await take();
  await waitUntil('0.3.0 was given up', patienceMs, () =>
    readFileSync(at('releases', 'state.json'), 'utf8').includes('of tomorrow'),
  );
  await runs('0.2.0');
  await sell();
  expect((await till.call('POST', '/shifts/current/close', { countedMinor: 10_000 })).status).toBe(200);

  wire.heal();
  await waitUntil('all is at head office', patienceMs, async () => (await unsent()) === 0);
  const known = (await history()).map(({ receiptNumber }) => receiptNumber).sort();
  expect(known).toEqual(sold);
  expect(known.map((number) => Number(number.slice(-6)))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(known.map((number) => number.slice(0, -6))).size).toBe(1);
  const { items } = await callJson<{ items: object[] }>(`${office.address}/api/v1/sales/edges`, {
    token: office.token,
  });
  expect(items).toMatchObject([
    {
      agentVersion: '0.2.0',
      release: {
        wantedVersion: '0.3.0',
        failed: { version: '0.3.0', why: expect.stringContaining('of tomorrow') },
      },
    },
  ]);
  expect((await released()).waiting).toBeNull();
}, 400_000);
