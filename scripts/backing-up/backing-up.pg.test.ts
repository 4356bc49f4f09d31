import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { openDatabase } from '@comptoir/service-kit/db/database';
import { openReads } from '@comptoir/service-kit/db/reads';
import { sharedMigrations } from '@comptoir/service-kit/db/shared-migrations';
import { createMetrics } from '@comptoir/service-kit/http/app';
import { createLogger } from '@comptoir/service-kit/logger';
import { migrateService } from '@comptoir/service-kit/service';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cartService } from '../../cloud-services/cart/src/service.ts';
import { customerService } from '../../cloud-services/customer/src/service.ts';
import { inventory } from '../../cloud-services/inventory/src/service.ts';
import { orderService } from '../../cloud-services/order/src/service.ts';
import { productService } from '../../cloud-services/product/src/service.ts';
import { reporting } from '../../cloud-services/reporting/src/service.ts';
import { sales } from '../../cloud-services/sales/src/service.ts';
import { bundle } from '../building/bundle.ts';
import { processEntries } from '../building/entries.ts';
import { checkInvariants } from '../checking/invariants.ts';
import { end, startBound } from '../system/bound-process.ts';
import { certificatePlaceOf } from '../system/certificates/house-certificates.ts';
import { keepCertificates } from '../system/certificates/keep-certificates.ts';
import { renewStore } from '../system/certificates/renew-stores.ts';
import { storeTlsOf } from '../system/certificates/store-certificates.ts';
import { writeStoreCertificate } from '../system/certificates/write-store-certificate.ts';
import { ensureDatabases } from '../system/databases.ts';
import { homeFrom, makeHome, secretsOf } from '../system/home.ts';
import { secretNames, secretOf } from '../system/house.ts';
import { type ServiceName, serviceNames } from '../system/instances.ts';
import { freePort } from '../system/ports.ts';
import { initialisePostgres, postgresCommand, postgresUrl } from '../system/postgres.ts';
import { waitUntil } from '../system/wait-until.ts';
import { askOnce } from './ask-once.ts';
import { backUp, databaseOf } from './back-up.ts';
import { backupFor } from './backup-folder.ts';
import { ensureBackupKey, readBackupKey } from './backup-key.ts';
import { unpackCluster } from './cluster-restore.ts';
import { drill } from './drill.ts';
import { restoreHouse } from './house-files.ts';
import { ensureReplica, removeReplica, replicaSlot } from './replica.ts';
import { promote, standbyCommand, startStandby, waitUntilCaughtUp } from './standby.ts';
import { restoreCommand, setArchiving } from './wal-commands.ts';

const migrations: Readonly<Record<ServiceName, (environment: Record<string, string>) => Promise<void>>> = {
  product: (environment) => migrateService(productService, environment),
  inventory: (environment) => migrateService(inventory, environment),
  sales: (environment) => migrateService(sales, environment),
  customer: (environment) => migrateService(customerService, environment),
  cart: (environment) => migrateService(cartService, environment),
  order: (environment) => migrateService(orderService(), environment),
  reporting: (environment) => migrateService(reporting, environment),
};
const migrate = (service: ServiceName, url: string) =>
  migrations[service]({ DATABASE_URL: url, LOG_LEVEL: 'warn' });

let directory: string;
let server: ReturnType<typeof startBound>;
let url: string;
let password: string;
const world = () => ({
  home: homeFrom(join(directory, 'home')),
  place: { folder: join(directory, 'backups'), keyFile: join(directory, 'home', 'backup.key') },
});

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'comptoir-backing-up-'));
  await bundle(processEntries.wal);
  const { home, place } = world();
  makeHome(home);
  ensureBackupKey(place.keyFile);
  const secrets = secretsOf(home, secretNames);
  password = secretOf(secrets, 'postgres');
  const tls = storeTlsOf(home, 'postgres');
  const cluster = { dataDir: home.postgres, port: await freePort(), password, durable: false, tls };
  await initialisePostgres(cluster);
  keepCertificates(certificatePlaceOf(home), new Date(Date.now() - 13 * 3_600_000));
  await writeStoreCertificate(home, 'postgres');
  server = startBound(await postgresCommand(cluster, ['archive_mode=on', 'synchronous_commit=on']));
  url = postgresUrl(cluster);
  await waitUntil('it answers', 30_000, async () => (await askOnce(url, 'select 1')).length === 1);
  await setArchiving(url, place);
  await ensureDatabases(
    url,
    serviceNames.map((name) => ({ name, password: secretOf(secrets, name) })),
  );
  for (const service of serviceNames) await migrate(service, databaseOf(url, service));
  await move('first', 3);
  await backUp({ home, place, postgres: url, note: () => undefined });
});
afterAll(async () => {
  await end(server, 'SIGINT');
  await rm(directory, { recursive: true, force: true });
});

const inStock = <Row extends object>(sql: string, values: unknown[] = []) =>
  askOnce<Row & Record<string, unknown>>(databaseOf(url, 'inventory'), sql, values);

/** What Inventory writes of a movement: it, and the balance that it makes. */
async function move(product: string, quantity: number): Promise<void> {
  await inStock(
    `with moved as (insert into movement (id, location_id, product_id, quantity, reason, origin, reference, at)
       values (gen_random_uuid(), 'here', $1, $2, 'adjustment', 'test', 'test', now()))
     insert into balance (location_id, product_id, on_hand, as_of) values ('here', $1, $2, now())`,
    [product, quantity],
  );
}

async function logIsKept(): Promise<void> {
  const [{ segment } = { segment: '' }] = await askOnce<{ segment: string }>(
    url,
    'select pg_walfile_name(pg_switch_wal()) as segment',
  );
  const { place } = world();
  await waitUntil(`${segment} is kept`, 30_000, async () =>
    (await readdir(join(place.folder, 'wal'))).includes(`${segment}.sealed`),
  );
}

/** @returns a connection, and the certificate that its server showed. */
async function connected(address: string): Promise<{ client: pg.Client; shown: string | undefined }> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  // The driver's own socket: it tells the certificate to nobody.
  const { stream } = (client as unknown as { connection: { stream: unknown } }).connection;
  return {
    client,
    shown: stream instanceof TLSSocket ? stream.getPeerX509Certificate()?.toString() : undefined,
  };
}

test('N6: PostgreSQL takes nobody in the clear; a renewed certificate is shown from the next connection on, and none is cut', async () => {
  const inTheClear = new URL(url);
  inTheClear.search = '';
  await expect(connected(inTheClear.href)).rejects.toThrow('no encryption');
  const { home } = world();
  const before = await connected(url);
  expect(keepCertificates(certificatePlaceOf(home), new Date())).toContain('postgres');
  await renewStore(home, 'postgres', []);
  await waitUntil('the new certificate is shown', 10_000, async () => {
    const { client, shown } = await connected(url);
    await client.end();
    return shown !== undefined && shown !== before.shown;
  });
  expect((await before.client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await before.client.end();
});

test('N7: a drill restores to the moment before a mistake, and after it names what the mistake broke; rows come back one by one', async () => {
  await move('second', 5);
  const [{ at } = { at: new Date(0) }] = await askOnce<{ at: Date }>(url, 'select clock_timestamp() as at');
  await inStock(`update balance set on_hand = 7 where product_id = 'first'`);
  await logIsKept();

  const before = await drill({
    ...{ place: world().place, to: at, scratch: directory, password, migrate },
    note: () => undefined,
  });
  expect(before.invariants.filter(({ holds }) => !holds)).toEqual([]);
  expect(before.rows).toMatchObject({ inventory: expect.any(Number), sales: expect.any(Number) });
  expect(before.lostSecondsAtMost).toBeLessThan(120);

  // What a drill of the log's end would find, found where it is.
  const now = await checkInvariants({ urlOf: (service) => databaseOf(url, service), isQuiet: false });
  expect(now.filter(({ holds }) => !holds)).toEqual([
    {
      name: 'S2: what is on a shelf is the sum of its movements',
      holds: false,
      evidence: 'inventory: 1 wrong, such as here first: 7.000 is not 3.000',
    },
  ]);
});

test('N7: keys and secrets come back into an empty home, and stay where there are some', async () => {
  const { home, place } = world();
  const bare = homeFrom(join(directory, 'bare'));
  const key = readBackupKey(place.keyFile);
  expect(await restoreHouse(bare, backupFor(place.folder), key)).toBe(true);
  expect(secretsOf(bare, secretNames)).toEqual(secretsOf(home, secretNames));
  expect(await readdir(bare.directory)).not.toContain('backup.key');
  expect(await restoreHouse(bare, backupFor(place.folder), key)).toBe(false);
});

test('N8: a read at a server that follows is never older than when it was asked; where that server is away, the first one reads', async () => {
  const { home } = world();
  const cluster = {
    ...{ dataDir: home.replica, port: await freePort(), password, durable: false },
    tls: storeTlsOf(home, 'replica'),
  };
  expect(await ensureReplica(url, home.postgres, home.replica)).toBe(true);
  expect(await ensureReplica(url, home.postgres, home.replica)).toBe(false);
  await writeStoreCertificate(home, 'replica');
  const follower = startBound(await standbyCommand(cluster, url, [`primary_slot_name=${replicaSlot}`]));
  const followerUrl = postgresUrl(cluster);
  await waitUntil('it answers', 30_000, async () => (await askOnce(followerUrl, 'select 1')).length === 1);
  const logger = createLogger('test', 'silent');
  const metrics = createMetrics();
  const database = await openDatabase({
    ...{ url: databaseOf(url, 'inventory'), service: 'test', migrations: sharedMigrations, logger },
  });
  const reads = openReads(database, {
    ...{ url: databaseOf(followerUrl, 'inventory'), service: 'test', logger, metrics },
  });
  const readBy = async (who: string) => {
    const { values } = (await metrics.getSingleMetric('database_reads_total')?.get()) ?? { values: [] };
    return values.filter(({ labels }) => labels.by === who).reduce((sum, { value }) => sum + value, 0);
  };
  try {
    await database.query('create table told (n integer)');
    for (let n = 1; n <= 30; n += 1) {
      await database.query('insert into told values ($1)', [n]);
      const told = await reads.database.query('select max(n) as n from told');
      expect(told).toEqual([{ n }]);
    }
    // On a busy machine one or the other is late, and read at the first.
    expect(await readBy('replica')).toBeGreaterThan(15);
    const recovers = 'select pg_is_in_recovery() as recovers';
    expect(await reads.database.transaction((tx) => tx.query(recovers))).toEqual([{ recovers: true }]);
    await expect(reads.database.query('select nothing from told')).rejects.toThrow('nothing');
    await end(follower, 'SIGINT');
    const before = await readBy('primary');
    expect(await reads.database.query('select max(n) as n from told')).toEqual([{ n: 30 }]);
    expect(await readBy('primary')).toBe(before + 1);
  } finally {
    await end(follower, 'SIGINT');
    await database.query('drop table if exists told');
    await reads.close();
    await database.close();
    await removeReplica(url, home.replica);
  }
});

test('N7: a standby made from a backup follows the running server and, promoted, begins a new epoch with all that was committed', async () => {
  const { place } = world();
  const cluster = { dataDir: join(directory, 'standby'), port: await freePort(), password, durable: false };
  await unpackCluster(backupFor(place.folder), cluster, readBackupKey(place.keyFile));
  const standby = await startStandby(cluster, url, [`restore_command=${restoreCommand(place)}`]);
  try {
    await move('third', 2);
    await waitUntilCaughtUp(url, standby.url);
    expect(await promote(standby)).toBeLessThan(30_000);
    const standing = 'select product_id, on_hand from balance order by 1';
    expect(await askOnce(databaseOf(standby.url, 'inventory'), standing)).toEqual(await inStock(standing));
    const timeline = `select substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) as timeline`;
    expect(await askOnce(standby.url, timeline)).not.toEqual(await askOnce(url, timeline));
  } finally {
    await end(standby.server, 'SIGINT');
  }
});
