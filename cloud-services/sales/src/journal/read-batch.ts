/** A batch as it comes over the wire: bounded before and after unpacking, so that no bomb fills the memory. */
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type BrotliOptions, brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib';
import { problem } from '@comptoir/service-kit';
import type { Batch } from '@comptoir/sync-protocol/ingest';
import { type DecodedRecords, decodeRecords } from '@comptoir/sync-protocol/records/frame';
import { parseSyncHead } from '@comptoir/sync-protocol/records/head';
import { batchDictionary, batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';
import { columnEncoding } from '@comptoir/sync-protocol/wire/columns';
import { fromColumns } from '@comptoir/sync-protocol/wire/read-columns';
import { parseSyncTraces } from '@comptoir/sync-protocol/wire/sync-traces';

/** Source: docs, Sync protocol, Up. */
export const limits = { batchRecordsMax: 500, batchBytesMax: 1_048_576 } as const;

const unzip = promisify<Uint8Array, ZlibOptions, Buffer>(gunzip);
const unsqueeze = promisify<Uint8Array, ZlibOptions, Buffer>(inflate);
const unpress = promisify<Uint8Array, BrotliOptions, Buffer>(brotliDecompress);
type Encoding = Readonly<{
  unpack?: (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;
  decode: (bytes: Uint8Array) => DecodedRecords;
}>;
const encodings: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ['identity', { decode: decodeRecords }],
  ['gzip', { unpack: unzip, decode: decodeRecords }],
  [
    batchEncoding,
    {
      unpack: (bytes, options) => unsqueeze(bytes, { ...options, dictionary: batchDictionary }),
      decode: decodeRecords,
    },
  ],
  [columnEncoding, { unpack: unpress, decode: fromColumns }],
]);
/** What a session's answer names: the best first. */
export const batchEncodings = [columnEncoding, batchEncoding];

export const badFrame = (detail: string) =>
  problem(
    400,
    'bad-frame',
    'The batch cannot be read',
    `${detail}. Verify the journal's tail, then send again.`,
  );
const tooBig = (detail: string) =>
  problem(413, 'too-big', 'The batch is too big', `${detail}. Send half of it.`, {
    headers: { connection: 'close' },
  });

/** `tailSeq`: where the journal ends at the edge, which may hold more than it has sent yet. `traces`: of records, by their numbers. */
export type IncomingBatch = Batch & Readonly<{ tailSeq?: number; traces: ReadonlyMap<number, string> }>;

/** What `express` gives of a request. */
export type Incoming = Pick<Readable, 'iterator'> & Readonly<{ get(name: string): string | undefined }>;

export async function readBatch(request: Incoming, journal: string): Promise<IncomingBatch> {
  const { after, head } = headersOf(request, journal);
  const tail = request.get('sync-tail') ?? '';
  const decoded = await decodedOf(request);
  if (!decoded.ok) throw badFrame(decoded.detail);
  if (decoded.records.length > limits.batchRecordsMax)
    throw tooBig(`${decoded.records.length} records, ${limits.batchRecordsMax} allowed`);
  const tailSeq = /^[1-9]\d{0,14}$/.test(tail) ? { tailSeq: Number(tail) } : {};
  const traces = parseSyncTraces(request.get('sync-traces'));
  return { journal, after, head, records: decoded.records, traces, ...tailSeq };
}

function headersOf(request: Incoming, journal: string): Pick<Batch, 'after' | 'head'> {
  const seq = request.get('after-seq') ?? '';
  const hash = request.get('after-hash');
  const head = parseSyncHead(journal, request.get('sync-head') ?? '');
  if (!/^(0|[1-9]\d{0,14})$/.test(seq) || !hash) throw badFrame('After-Seq and After-Hash must be told');
  if (!head) throw badFrame('Sync-Head is not a head');
  return { after: { seq: Number(seq), hash }, head };
}

async function decodedOf(request: Incoming): Promise<DecodedRecords> {
  const encoding = encodings.get(request.get('content-encoding') ?? 'identity');
  if (!encoding)
    throw problem(415, 'unsupported-encoding', 'Unknown content encoding', 'Send gzip or plain bytes.');
  const bytes = await bytesOf(request);
  return encoding.decode(encoding.unpack ? await unpacked(bytes, encoding.unpack) : bytes);
}

async function bytesOf(request: Incoming): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  // Left open when we stop reading: destroying it would cut the connection before our answer is through.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    length += part.length;
    if (length > limits.batchBytesMax) throw tooBig(`more than ${limits.batchBytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function unpacked(bytes: Buffer, unpack: NonNullable<Encoding['unpack']>): Promise<Buffer> {
  try {
    return await unpack(bytes, { maxOutputLength: limits.batchBytesMax });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooBig(`unpacks to more than ${limits.batchBytesMax} bytes`);
    throw badFrame('the packed bytes are damaged');
  }
}
