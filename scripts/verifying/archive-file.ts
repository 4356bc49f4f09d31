/** An exported archive, as it came or unpacked: nothing but the file is needed. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import { ArchiveCheck } from '@comptoir/sync-protocol/verify/archive-check';
import { type Source, sha256 } from './source.ts';

const gzipMagic = Buffer.from([0x1f, 0x8b]);

export const archiveFile =
  (path: string, trustedKey: string | undefined): Source =>
  async ({ report, walked }) => {
    const cloudPublicKey =
      trustedKey === undefined ? undefined : (fromBase64(trustedKey) ?? new Uint8Array());
    const check = new ArchiveCheck({ cloudPublicKey, sha256, report, walked });
    try {
      for await (const line of linesOf(path)) check.take(line);
    } catch (error) {
      // A file that was cut off, or of which a packed byte was changed.
      report({ why: 'archive', detail: error instanceof Error ? error.message : String(error) });
    }
    check.end();
    return trustedKey ?? check.about?.cloudPublicKey ?? null;
  };

async function* linesOf(path: string): AsyncGenerator<string> {
  const isPacked = (await firstBytes(path, gzipMagic.length)).equals(gzipMagic);
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const bytes = isPacked ? file.pipe(createGunzip({ chunkSize: 1 << 18 })) : file;
  // An error of the file does not travel through the pipe by itself.
  file.once('error', (error) => bytes.destroy(error));
  bytes.setEncoding('utf8');
  let rest = '';
  for await (const part of bytes) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

export async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
