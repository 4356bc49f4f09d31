/**
 * What a version writes and says, as bytes: a journal with records of every kind, every call of the sync protocol with its answer, the
 * SQLite schema after each migration. Later versions are held against it (`sync-protocol/test/golden`).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { bodyOf } from '@comptoir/sync-protocol/records/kinds';
import Database from 'better-sqlite3';
import { systemClock } from '../../store-edge/agent/src/clock.ts';
import { countingMigrations } from '../../store-edge/agent/src/counting/couch/schema.ts';
import { journalMigrations } from '../../store-edge/agent/src/database/journal-schema.ts';
import { type Migration, migrate } from '../../store-edge/agent/src/database/migrate.ts';
import { openForWriting } from '../../store-edge/agent/src/database/open.ts';
import { replicaMigrations } from '../../store-edge/agent/src/database/replica-schema.ts';
import { registerDigest } from '../../store-edge/agent/src/database/sha256.ts';
import { createIds } from '../../store-edge/agent/src/ids.ts';
import { Journal } from '../../store-edge/agent/src/journal/journal.ts';
import { enrol } from '../../store-edge/agent/src/sync/enrolment.ts';
import { createSync } from '../../store-edge/agent/src/sync/start-sync.ts';
import { root } from '../system/root.ts';
import { waitUntil } from '../system/wait-until.ts';
import { writeEveryKind } from './every-kind.ts';
import { recordingProxy } from './recording-proxy.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const patienceMs = 60_000;
export const goldenDir = join(root, 'sync-protocol', 'test', 'golden');

/** @param sales an address where the store is known, and its configuration and people can be pulled. */
export async function recordGolden(version: string, sales: string, enrolmentCode: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'comptoir-golden-'));
  const proxy = await recordingProxy(sales);
  const cloudUrl = `http://127.0.0.1:${proxy.port}`;
  const identity = await enrol({ dataDir, cloudUrl, enrolmentCode, agentVersion: version, log: quiet });
  const replicaPath = join(dataDir, 'replica.db');
  openForWriting(replicaPath, replicaMigrations).close();
  const db = openForWriting(join(dataDir, 'journal.db'), journalMigrations);
  const newId = createIds(systemClock);
  const store = { id: identity.storeId, number: identity.storeNumber };
  const journal = new Journal({ db, clock: systemClock, newId, store, timeZone: () => 'America/Toronto' });
  writeEveryKind(journal, newId);
  const release = { agentVersion: version };
  const sync = createSync({ cloudUrl, identity, log: quiet, release })({
    journal,
    db,
    replicaPath,
    enrolment: identity,
  });
  const pulled = () => ['configuration', 'users'].every((feed) => proxy.seen(`/feeds/${feed}`) > 1);
  await waitUntil('all is acknowledged and pulled', patienceMs, () => {
    return journal.cosigned().seq === journal.tail().seq && pulled();
  });
  await sync.stop();
  await proxy.close();

  const { seq, hash, cosignature } = journal.cosigned();
  const folder = join(goldenDir, version);
  mkdirSync(folder, { recursive: true });
  write(folder, 'journal', {
    journal: journal.id,
    storeId: identity.storeId,
    edgeId: identity.edgeId,
    deviceSeed: readFileSync(join(dataDir, 'device.key'), 'utf8').trim(),
    devicePublicKey: identity.keys.inForce.publicKey,
    cloudPublicKey: identity.cloudPublicKey,
    kinds: Object.keys(bodyOf),
    cosigned: { seq, hash: base64(hash), cosignature },
    records: journal
      .recordsAfter(0, 1_000, 1e9)
      .map((record) => ({ ...record.lines, hash: base64(record.hash) })),
  });
  write(folder, 'exchanges', proxy.exchanges());
  write(folder, 'schema', {
    journal: stepsOf(journalMigrations),
    replica: stepsOf(replicaMigrations),
    counting: stepsOf(countingMigrations),
  });
  db.close();
  rmSync(dataDir, { recursive: true });
}

const write = (folder: string, name: string, content: unknown) =>
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`);

/** What a file holds that was made by the first, the first two, … migrations. */
function stepsOf(migrations: readonly Migration[]): string[][] {
  return migrations.map((_, at) => {
    const db = new Database(':memory:');
    registerDigest(db);
    migrate(db, migrations.slice(0, at + 1), ':memory:');
    const made = db
      .prepare<[], { sql: string }>(
        `select sql from sqlite_master where sql is not null and name not like 'product_search_%' order by rowid`,
      )
      .all();
    db.close();
    return made.map(({ sql }) => sql);
  });
}
