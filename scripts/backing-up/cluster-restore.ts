/**
 * Brings a cluster back: unpacks the copy, has the server read the log up to the wanted moment, and leaves it promoted. Its
 * timeline is then a new one, so that every feed and event series has a new epoch, and whoever followed reads anew.
 */
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBound } from '../system/bound-process.ts';
import { type PostgresPlace, postgresCommand, postgresUrl } from '../system/postgres.ts';
import { waitUntil } from '../system/wait-until.ts';
import { askOnce } from './ask-once.ts';
import type { Backup } from './backup-folder.ts';
import { clusterFile, endFile } from './cluster-backup.ts';
import { readPacked } from './packed-file.ts';
import { unpack } from './tar.ts';

export interface Restored {
  readonly server: ChildProcess;
  readonly url: string;
  /** Of the last transaction that the log held. Undefined: it held none. */
  readonly lastCommitAt: Date | undefined;
}

/** A day's log at the most, read at some 50 MB/s. */
const recoveryTimeoutMs = 3 * 3_600_000;

const linesTold = 6;

/** The setting takes no `T` and no `Z`: names of zones are not known to the server when it reads it. */
const targetTime = (to: Date) => to.toISOString().replace('T', ' ').replace('Z', '+00');

/** @param place its data folder must not exist. */
export async function unpackCluster(
  { path, name }: Pick<Backup, 'path' | 'name'>,
  { dataDir }: PostgresPlace,
  key: Buffer,
): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  for (const [file, label] of [
    [clusterFile, 'cluster'],
    [endFile, 'end'],
  ] as const) {
    const into = unpack(dataDir);
    await readPacked(join(path, file), into.stream, key, `${name}/${label}`);
    await into.ended;
  }
  // tar gave it the mode that the packed folder had; the server insists on this one.
  await chmod(dataDir, 0o700);
}

/**
 * Starts the server on an unpacked copy and waits until it takes writes.
 * @param restoreCommand see `walCommands`.
 * @param to stops there; as far as the archive goes when not given.
 * @throws when the moment lies behind what the archive holds: the server then refuses to start.
 */
export async function recoverCluster(
  place: PostgresPlace,
  restoreCommand: string,
  to?: Date,
): Promise<Restored> {
  await writeFile(join(place.dataDir, 'recovery.signal'), '');
  const logPath = `${place.dataDir}.log`;
  const log = openSync(logPath, 'a', 0o600);
  const server = startBound(
    await postgresCommand(place, [
      `restore_command=${restoreCommand}`,
      ...(to ? [`recovery_target_time=${targetTime(to)}`, 'recovery_target_action=promote'] : []),
      // A scratch server must not write into the archive that it came from.
      'archive_mode=off',
    ]),
    log,
  );
  closeSync(log);
  const url = postgresUrl(place);
  const isGone = () => server.exitCode !== null || server.signalCode !== null;
  let lastCommitAt: Date | undefined;
  await waitUntil('the restored server takes writes', recoveryTimeoutMs, async () => {
    if (isGone()) return true;
    const [row] = await askOnce<{ recovers: boolean; at: Date | null }>(
      url,
      'select pg_is_in_recovery() as recovers, pg_last_xact_replay_timestamp() as at',
    );
    lastCommitAt = row?.at ?? lastCommitAt;
    return row?.recovers === false;
  });
  if (isGone()) {
    const said = readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-linesTold).join('\n');
    const wanted = to ? ` to ${to.toISOString()}` : '';
    throw new Error(`The server could not be restored${wanted}. It said:\n${said}`);
  }
  return { server, url, lastCommitAt };
}
