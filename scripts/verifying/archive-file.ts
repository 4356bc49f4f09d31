/** An exported archive, as it came or unpacked: nothing but the file is needed. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { fromBase64 } from '@comptoir/sync-protocol/bytes';
import { ArchiveCheck } from '@comptoir/sync-protocol/verify/archive-check';
import { type Source, sha256 } from './source.ts';

const gzipMagic = Buffer.from([0x1f, 0x8b]);
const lineEnd = 0x0a;
const chunkBytes = 1 << 18;

export const archiveFile =
  (path: string, trustedKey: string | undefined): Source =>
  async ({ report, walked }) => {
    const cloudPublicKey =
      trustedKey === undefined ? undefined : (fromBase64(trustedKey) ?? new Uint8Array());
    const check = new ArchiveCheck({ cloudPublicKey, sha256, report, walked });
    const isPacked = (await firstBytes(path, gzipMagic.length)).equals(gzipMagic);
    try {
      for await (const lines of linesOf(path, isPacked)) for (const line of lines) check.take(line);
    } catch (error) {
      // A file that was cut off, or of which a packed byte was changed.
      report({ why: 'archive', detail: error instanceof Error ? error.message : String(error) });
    }
    check.end();
    return trustedKey ?? check.about?.cloudPublicKey ?? null;
  };

/** As many at a time as came: a promise for each line would cost as much as checking it. */
async function* linesOf(path: string, isPacked: boolean): AsyncGenerator<string[]> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  const bytes = isPacked ? file.pipe(createGunzip({ chunkSize: chunkBytes })) : file;
  // An error of the file does not travel through the pipe by itself.
  file.once('error', (error) => bytes.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of bytes) {
    const whole: Buffer = rest.length === 0 ? part : Buffer.concat([rest, part]);
    const lines: string[] = [];
    let start = 0;
    for (let end = whole.indexOf(lineEnd); end !== -1; end = whole.indexOf(lineEnd, start)) {
      lines.push(whole.toString('utf8', start, end));
      start = end + 1;
    }
    rest = whole.subarray(start);
    yield lines;
  }
  if (rest.length > 0) yield [rest.toString()];
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
