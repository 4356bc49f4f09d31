/** Files of a backup: compressed, sealed, and there whole or not at all. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { seal, unseal } from './sealed.ts';

/** Log segments that end early are mostly zeros, and tables compress well: more effort gains little. */
const level = constants.Z_BEST_SPEED;
const bufferBytes = 1_048_576;

/** @returns the bytes written, once they would survive a power cut. */
export async function writePacked(from: Readable, path: string, key: Buffer, label: string): Promise<number> {
  const fresh = `${path}.${process.pid}.new`;
  const file = createWriteStream(fresh, { mode: 0o600, flush: true, highWaterMark: bufferBytes });
  await pipeline(from, createGzip({ level, chunkSize: bufferBytes }), seal(key, label), file);
  await rename(fresh, path);
  await syncFolder(dirname(path));
  return file.bytesWritten;
}

export async function readPacked(path: string, into: Writable, key: Buffer, label: string): Promise<void> {
  const file = createReadStream(path, { highWaterMark: bufferBytes });
  await pipeline(file, unseal(key, label), createGunzip({ chunkSize: bufferBytes }), into);
}

export const bytesOf = (bytes: Buffer): Readable => Readable.from([bytes]);

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
