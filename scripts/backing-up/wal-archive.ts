/**
 * The cluster's log, segment by segment as PostgreSQL finishes them (each 60 s at the latest): with a backup of the cluster
 * it leads to any moment since. Source: PostgreSQL 18 manual, 25.3.1, archive_command and restore_command.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { bytesOf, readPacked, writePacked } from './packed-file.ts';

const ending = '.sealed';
export const walFolderOf = (folder: string) => join(folder, 'wal');
const labelOf = (segment: string) => `wal/${segment}`;

/** @param path of the finished segment. @throws when another one of that name is there: two clusters share the folder. */
export async function putSegment(folder: string, key: Buffer, path: string, segment: string): Promise<void> {
  const wal = walFolderOf(folder);
  const target = join(wal, `${segment}${ending}`);
  const bytes = await readFile(path);
  if (existsSync(target)) {
    // The server died between our rename and its note of it: it gives the same again.
    if ((await segmentBytes(target, key, segment)).equals(bytes)) return;
    throw new Error(`${target} holds another log than the server's: two clusters may not share one folder`);
  }
  await mkdir(wal, { recursive: true, mode: 0o700 });
  await writePacked(bytesOf(bytes), target, key, labelOf(segment));
}

/** @returns false when the archive does not have it: recovery ends there, or asks for another. */
export async function getSegment(
  folder: string,
  key: Buffer,
  segment: string,
  path: string,
): Promise<boolean> {
  const source = join(walFolderOf(folder), `${segment}${ending}`);
  if (!existsSync(source)) return false;
  await writeFile(path, await segmentBytes(source, key, segment), { mode: 0o600 });
  return true;
}

async function segmentBytes(path: string, key: Buffer, segment: string): Promise<Buffer> {
  const into = new PassThrough();
  const [bytes] = await Promise.all([buffer(into), readPacked(path, into, key, labelOf(segment))]);
  return bytes;
}

/** Takes away what no kept backup needs: segments before `firstSegment`. Histories of timelines are few and stay. */
export async function forgetSegments(folder: string, firstSegment: string): Promise<void> {
  const wal = walFolderOf(folder);
  if (!existsSync(wal)) return;
  // The first eight digits are the timeline: age is in the others.
  const age = (name: string) => name.slice(8, 24);
  for (const name of await readdir(wal))
    if (/^[0-9A-F]{24}/.test(name) && age(name) < age(firstSegment)) await rm(join(wal, name));
}
