/** What the server is told to do with its log, and the switch for it, which needs no restart. */

import { join } from 'node:path';
import { processEntries } from '../building/entries.ts';
import { root } from '../system/root.ts';
import { askOnce } from './ask-once.ts';

export interface BackupPlace {
  readonly folder: string;
  readonly keyFile: string;
}

const program = join(root, processEntries.wal.package, 'dist', processEntries.wal.output);
/** The server replaces %p and %f itself. Everything else is quoted for the shell, and its % are doubled. */
const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'`;
const command = (verb: string, { folder, keyFile }: BackupPlace, ...places: readonly string[]) =>
  [
    ...[process.execPath, program, verb, folder, keyFile].map(quoted),
    ...places.map((place) => `"${place}"`),
  ].join(' ');

export const restoreCommand = (place: BackupPlace) => command('get', place, '%f', '%p');
const archiveCommand = (place: BackupPlace) => command('put', place, '%p', '%f');

/** A segment is handed over once it is full, or at the latest after this: what a lost machine may cost. */
const archiveTimeoutSeconds = 60;
/** Segments are let go unread while nobody keeps them. */
const nothingKept = 'true';

/** @param url a superuser's. @param place none: the log is no longer kept. */
export async function setArchiving(url: string, place: BackupPlace | undefined): Promise<void> {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const keeps = place ? archiveCommand(place) : nothingKept;
  await askOnce(url, `alter system set archive_command = ${literal(keeps)}`);
  await askOnce(url, `alter system set archive_timeout = ${place ? archiveTimeoutSeconds : 0}`);
  await askOnce(url, 'select pg_reload_conf()');
}
