/** An edge that syncs: real SQLite files in a folder of its own, the real adapter, a journal to append to. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/clock.ts';
import { journalMigrations } from '../../../src/database/journal-schema.ts';
import { openForReading, openForWriting, type Sqlite } from '../../../src/database/open.ts';
import { ReplicaFiles } from '../../../src/database/replica-files.ts';
import { createIds } from '../../../src/ids.ts';
import { Journal } from '../../../src/journal/journal.ts';
import { enrol, type Identity } from '../../../src/sync/enrolment.ts';
import { createSync } from '../../../src/sync/start-sync.ts';
import type { Sync } from '../../../src/sync-port.ts';
import type { CloudServer } from './cloud-server.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

export class SyncingEdge {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'comptoir-sync-'));
  readonly #cloud: CloudServer;
  readonly #cloudUrl: string;
  #identity: Identity | undefined;
  #parts: { db: Sqlite; journal: Journal; sync: Sync } | undefined;

  constructor(cloud: CloudServer) {
    this.#cloud = cloud;
    this.#cloudUrl = `http://127.0.0.1:${cloud.port}`;
  }

  /** @param random a small number unless told: waits are short, but no busy loop while the cloud is away. */
  async start({ random = (): number => 0.02 } = {}): Promise<void> {
    const { dataDir } = this;
    const identity = await enrol({
      dataDir,
      cloudUrl: this.#cloudUrl,
      enrolmentCode: this.#cloud.code,
      agentVersion: '0.1.0',
      log: quiet,
    });
    this.#identity = identity;
    const { replicaPath } = this;
    const db = openForWriting(join(dataDir, 'journal.db'), journalMigrations);
    const journal = new Journal({
      db,
      clock: systemClock,
      newId: createIds(systemClock),
      store: { id: identity.storeId, number: identity.storeNumber },
      timeZone: () => 'America/Toronto',
    });
    const startSync = createSync({ cloudUrl: this.#cloudUrl, identity, log: quiet, random });
    const enrolment = { ...identity };
    const sync = startSync({ journal, db, replicaPath, enrolment });
    this.#parts = { db, journal, sync };
  }

  get identity(): Identity {
    if (!this.#identity) throw new Error('not started');
    return this.#identity;
  }

  get parts() {
    if (!this.#parts) throw new Error('not started');
    return this.#parts;
  }

  append(count: number): void {
    const { journal } = this.parts;
    for (let index = 0; index < count; index += 1)
      journal.transaction(() =>
        journal.append({ kind: 'drawer.opened', body: `{"reason":"no-sale","n":${index}}` }),
      );
  }

  /** What each side holds, record by record. */
  ownRecords(): string[] {
    return this.parts.journal.recordsAfter(0, 100_000, 1e9).map(({ lines }) => textOf(lines));
  }

  row(feed: string, key: string): unknown {
    const [value] = this.#read<string>(
      'select value from feed_row where feed = ? and key = ? and deleted = 0',
      feed,
      key,
    );
    return value === undefined ? undefined : JSON.parse(value);
  }

  rowCount(feed: string): number {
    const [count] = this.#read<number>('select count(*) from feed_row where feed = ? and deleted = 0', feed);
    return count ?? 0;
  }

  get replicaPath(): string {
    return join(this.dataDir, 'replica.db');
  }

  /** Of the replica that is in force now. */
  #read<T>(sql: string, ...parameters: string[]): T[] {
    const path = new ReplicaFiles(this.replicaPath).inForce();
    if (!existsSync(path)) return [];
    const db = openForReading(path);
    try {
      return db
        .prepare<string[], T>(sql)
        .pluck()
        .all(...parameters);
    } finally {
      db.close();
    }
  }

  /** Resolves once `holds`; looks again at each change that syncing tells of. */
  until(holds: () => boolean): Promise<void> {
    const { sync } = this.parts;
    return new Promise((resolve) => {
      const ends = [sync.onChange(() => look()), sync.onFeed(() => look())];
      const look = () => {
        if (!holds()) return;
        for (const end of ends) end();
        resolve();
      };
      look();
    });
  }

  async stop(): Promise<void> {
    const { db, sync } = this.parts;
    await sync.stop();
    db.close();
    this.#parts = undefined;
  }

  async end(): Promise<void> {
    if (this.#parts) await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export const textOf = (lines: { header: string; body: string; personal: string }): string =>
  `${lines.header}\n${lines.body}\n${lines.personal}\n`;
