/**
 * A copy of the store's data on another medium (a second disk, a USB stick), each hour: what a dead disk would take with it are
 * the sales that the cloud has not acknowledged. Put back, it is an older state of this store, which the protocol knows
 * (docs/sync-protocol.md, Disagreements): a new journal carries on, and no receipt number comes twice.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copyData } from '../release/copy-data.ts';
import type { SyncLog } from '../sync/log.ts';

const everyMs = 3_600_000;
/** The last one, and the one before: a copy that breaks off, or that a dying disk spoilt, must not be the only one. */
const latest = 'latest';
const before = 'before';

/** The store's secrets: whoever holds the medium could speak as this store, as whoever holds the computer could. */
const secretsIn = (dataDir: string) =>
  readdirSync(dataDir).filter(
    (name) => /^[a-z-]+(\.(key|json))?$/.test(name) && statSync(join(dataDir, name)).isFile(),
  );

/** @param copyTo must be there: a medium that is pulled out must not become a folder on the very disk. */
export async function copyOnce(dataDir: string, copyTo: string): Promise<void> {
  if (!existsSync(copyTo)) throw new Error(`${copyTo} is not there: is the medium plugged in?`);
  const fresh = join(copyTo, 'new');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  for (const name of secretsIn(dataDir)) copyFileSync(join(dataDir, name), join(fresh, name));
  await copyData(dataDir, fresh);
  rmSync(join(copyTo, before), { recursive: true, force: true });
  if (existsSync(join(copyTo, latest))) renameSync(join(copyTo, latest), join(copyTo, before));
  renameSync(fresh, join(copyTo, latest));
}

/** The first one at once, until the process ends. What fails is logged, and tried again in an hour. */
export function startHourlyCopies(dataDir: string, copyTo: string, log: SyncLog): void {
  const copy = () =>
    void copyOnce(dataDir, copyTo).then(
      () => log.info({ copyTo }, 'the store’s data were copied'),
      (error: unknown) => log.warn({ err: error, copyTo }, 'the store’s data were not copied'),
    );
  copy();
  setInterval(copy, everyMs);
}
