/** A second server that follows a first: begun from a backup, fed by the first one's stream, and promoted when that is lost. */
import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBound } from '../system/bound-process.ts';
import { type PostgresPlace, postgresCommand, postgresUrl } from '../system/postgres.ts';
import type { ProcessCommand } from '../system/process-command.ts';
import { waitUntil } from '../system/wait-until.ts';
import { askOnce } from './ask-once.ts';

const followTimeoutMs = 600_000;
const promoteTimeoutMs = 60_000;

/** In the form of libpq, whose values are quoted, and without the password: whoever lists processes reads it. Source: PostgreSQL 18 manual, 32.1.1.1. */
export function connectionInfo(url: string, name: string): string {
  const { hostname, port, username, searchParams } = new URL(url);
  const words = {
    ...{ host: hostname, port, user: username, application_name: name },
    ...Object.fromEntries(searchParams),
  };
  return Object.entries(words)
    .map(([word, value]) => `${word}='${decodeURIComponent(value).replaceAll(/['\\]/g, '\\$&')}'`)
    .join(' ');
}

/** @param more settings, such as a restore command for what the first one has no longer. */
export async function standbyCommand(
  place: PostgresPlace,
  primaryUrl: string,
  more: readonly string[] = [],
): Promise<ProcessCommand> {
  await writeFile(join(place.dataDir, 'standby.signal'), '');
  const command = await postgresCommand(place, [
    `primary_conninfo=${connectionInfo(primaryUrl, 'standby')}`,
    'hot_standby=on',
    'archive_mode=off',
    ...more,
  ]);
  const { password } = new URL(primaryUrl);
  return { ...command, env: { ...command.env, PGPASSWORD: decodeURIComponent(password) } };
}

export interface Standby {
  readonly server: ChildProcess;
  readonly url: string;
}

export async function startStandby(
  place: PostgresPlace,
  primaryUrl: string,
  more: readonly string[],
): Promise<Standby> {
  return { server: startBound(await standbyCommand(place, primaryUrl, more)), url: postgresUrl(place) };
}

/** Resolves once the standby has all that the first one had when this was called. */
export async function waitUntilCaughtUp(primaryUrl: string, standbyUrl: string): Promise<void> {
  const [at] = await askOnce<{ lsn: string }>(primaryUrl, 'select pg_current_wal_flush_lsn() as lsn');
  await waitUntil('the standby has caught up', followTimeoutMs, async () => {
    const [row] = await askOnce<{ done: boolean | null }>(
      standbyUrl,
      'select pg_last_wal_replay_lsn() >= $1::pg_lsn as done',
      [at?.lsn],
    );
    return row?.done === true;
  });
}

/** @returns the milliseconds until it took writes. Its timeline is a new one: feeds and event series begin a new epoch. */
export async function promote({ url }: Standby): Promise<number> {
  const begunMs = performance.now();
  await askOnce(url, 'select pg_promote(true, $1)', [promoteTimeoutMs / 1_000]);
  await waitUntil('the promoted server takes writes', promoteTimeoutMs, async () => {
    const [row] = await askOnce<{ recovers: boolean }>(url, 'select pg_is_in_recovery() as recovers');
    return row?.recovers === false;
  });
  return performance.now() - begunMs;
}
