/** One feed in a folder of its own, driven in this thread: the real driver over real replica files and HTTP. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeedPhase } from '@comptoir/sync-protocol/consumer/types';
import { openForReading, openForWriting, type Sqlite } from '../../../src/database/open.ts';
import { ReplicaFiles } from '../../../src/database/replica-files.ts';
import { replicaMigrations } from '../../../src/database/replica-schema.ts';
import { FeedDriver, type FeedNews } from '../../../src/sync/feed-driver.ts';
import { Replicas } from '../../../src/sync/replicas.ts';
import type { CloudServer } from './cloud-server.ts';

export class DrivenFeed {
  readonly folder = mkdtempSync(join(tmpdir(), 'comptoir-feed-'));
  readonly #cloud: CloudServer;
  readonly #feed: string;
  #running: Readonly<{ driver: FeedDriver; replicas: Replicas }> | undefined;
  #phase: FeedPhase | undefined;
  #look: () => void = () => undefined;
  /** In bytes; what a disk has. */
  free = 1e12;
  readonly news: FeedNews[] = [];
  /** Why something was not answered, in order. */
  readonly whys: string[] = [];

  constructor(cloud: CloudServer, feed: string) {
    this.#cloud = cloud;
    this.#feed = feed;
  }

  get first(): string {
    return join(this.folder, 'replica.db');
  }

  start(): void {
    const replicas = new Replicas(this.first);
    this.#phase = undefined;
    const told =
      <A extends unknown[]>(note: (...args: A) => void) =>
      (...args: A) => {
        note(...args);
        this.#look();
      };
    const driver = new FeedDriver({
      ...{ cloudUrl: `http://127.0.0.1:${this.#cloud.port}`, feed: this.#feed, longPoll: true, replicas },
      token: () => 't1',
      mayPull: async () => undefined,
      freeBytes: async () => this.free,
      onStored: told(() => undefined),
      onPhase: told((_feed: string, phase: FeedPhase) => {
        this.#phase = phase;
      }),
      onNews: told((_feed: string, news: FeedNews) => {
        this.news.push(news);
      }),
      onNoAnswer: told((_feed: string, _status: number, why: string) => {
        this.whys.push(why);
      }),
    });
    this.#running = { driver, replicas };
  }

  get driver(): FeedDriver {
    if (!this.#running) throw new Error('not started');
    return this.#running.driver;
  }

  indexWords(): void {
    while (this.#running?.replicas.indexSomeWords());
  }

  stop(): void {
    this.#running?.driver.stop();
    this.#running?.replicas.close();
    this.#running = undefined;
  }

  /** Resolves once `holds`; looks at each thing that the driver tells of. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (!holds()) return;
        this.#look = () => undefined;
        resolve();
      };
      this.#look();
    });
  }

  live(): Promise<void> {
    return this.until(() => this.#phase === 'live');
  }

  /** Of the replica in force: keys and values, without what is deleted. */
  rows(): Map<string, unknown> {
    return this.#on(openForReading, (db) => {
      const rows = db
        .prepare<[string], { key: string; value: string }>(
          'select key, value from feed_row where feed = ? and deleted = 0',
        )
        .all(this.#feed);
      return new Map(rows.map(({ key, value }) => [key, JSON.parse(value)]));
    });
  }

  /** Behind everybody's back. */
  damage(sql: string): void {
    this.#on(
      (path) => openForWriting(path, replicaMigrations),
      (db) => db.exec(sql),
    );
  }

  files(): string[] {
    return readdirSync(this.folder).filter((name) => name.endsWith('.db'));
  }

  end(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #on<T>(open: (path: string) => Sqlite, work: (db: Sqlite) => T): T {
    const db = open(new ReplicaFiles(this.first).inForce());
    try {
      return work(db);
    } finally {
      db.close();
    }
  }
}
