/**
 * The replica's files. `replica.db` is the first. A snapshot is loaded into a file of its own, `replica.loading-<feed>.db`; once whole it
 * becomes the next replica, and a small file beside says which one is in force. No file is ever renamed while it has a log.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const NUMBERED = /^replica(?:\.(\d+))?\.db$/;
/** With its log and its shared memory. */
const OURS = /^replica(\.\d+|\.loading-[a-z-]+)?\.db(-wal|-shm|-journal)?$/;
const LOADING = /^replica\.loading-([a-z-]+)\.db$/;

export class ReplicaFiles {
  readonly #first: string;
  readonly #folder: string;

  /** @param first `replica.db`, whether or not it is there. */
  constructor(first: string) {
    this.#first = first;
    this.#folder = dirname(first);
  }

  get folder(): string {
    return this.#folder;
  }

  inForce(): string {
    const name = existsSync(this.#mark) ? readFileSync(this.#mark, 'utf8').trim() : '';
    const path = join(this.#folder, name);
    // A mark without its file says what was lost: the store begins with an empty replica.
    return NUMBERED.test(name) && existsSync(path) ? path : this.#first;
  }

  loading(feed: string): string {
    return join(this.#folder, `replica.loading-${feed}.db`);
  }

  /** Feeds whose snapshots were being loaded. */
  loads(): string[] {
    return readdirSync(this.#folder).flatMap((name) => LOADING.exec(name)?.[1] ?? []);
  }

  /** @param loaded a closed database without a log. @returns where it is now. */
  putInForce(loaded: string): string {
    const number = Number(NUMBERED.exec(basename(this.inForce()))?.[1] ?? 0) + 1;
    const name = `replica.${number}.db`;
    const path = join(this.#folder, name);
    removeDatabase(path);
    sync(loaded);
    renameSync(loaded, path);
    removeDatabase(loaded);
    sync(this.#folder);
    writeFileSync(`${this.#mark}.new`, name, { flush: true });
    renameSync(`${this.#mark}.new`, this.#mark);
    sync(this.#folder);
    return path;
  }

  /** Replicas that are not in force any more; loads that were begun stay. */
  removeOld(): void {
    const inForce = basename(this.inForce());
    for (const name of readdirSync(this.#folder)) {
      const isKept = name.startsWith(inForce) || name.startsWith('replica.loading-');
      if (OURS.test(name) && !isKept) rmSync(join(this.#folder, name), { force: true });
    }
  }

  get #mark(): string {
    return join(this.#folder, 'replica-in-force');
  }
}

export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
