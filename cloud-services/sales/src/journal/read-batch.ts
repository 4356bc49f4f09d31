/** A batch as it comes over the wire: bounded before and after unpacking, so that no bomb fills the memory. */
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip, inflate, type ZlibOptions } from 'node:zlib';
import { problem } from '@comptoir/service-kit';
import type { Batch } from '@comptoir/sync-protocol/ingest';
import { decodeRecords } from '@comptoir/sync-protocol/records/frame';
import { parseSyncHead } from '@comptoir/sync-protocol/records/head';
import { batchDictionary, batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';

/** Source: docs, Sync protocol, Up. */
export const limits = { batchRecordsMax: 500, batchBytesMax: 1_048_576 } as const;

const unzip = promisify<Uint8Array, ZlibOptions, Buffer>(gunzip);
const unsqueeze = promisify<Uint8Array, ZlibOptions, Buffer>(inflate);
type Unpacker = (bytes: Uint8Array, options: ZlibOptions) => Promise<Buffer>;
const unpackers: ReadonlyMap<string, Unpacker> = new Map<string, Unpacker>([
  ['gzip', unzip],
  [batchEncoding, (bytes, options) => unsqueeze(bytes, { ...options, dictionary: batchDictionary })],
]);

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

/** `tailSeq`: where the journal ends at the edge, which may hold more than it has sent yet. */
export type IncomingBatch = Batch & Readonly<{ tailSeq?: number }>;

/** What `express` gives of a request. */
export type Incoming = Pick<Readable, 'iterator'> & Readonly<{ get(name: string): string | undefined }>;

export async function readBatch(request: Incoming, journal: string): Promise<IncomingBatch> {
  const { after, head } = headersOf(request, journal);
  const tail = request.get('sync-tail') ?? '';
  const decoded = decodeRecords(await bytesOf(request));
  if (!decoded.ok) throw badFrame(decoded.detail);
  if (decoded.records.length > limits.batchRecordsMax)
    throw tooBig(`${decoded.records.length} records, ${limits.batchRecordsMax} allowed`);
  const tailSeq = /^[1-9]\d{0,14}$/.test(tail) ? { tailSeq: Number(tail) } : {};
  return { journal, after, head, records: decoded.records, ...tailSeq };
}

function headersOf(request: Incoming, journal: string): Pick<Batch, 'after' | 'head'> {
  const seq = request.get('after-seq') ?? '';
  const hash = request.get('after-hash');
  const head = parseSyncHead(journal, request.get('sync-head') ?? '');
  if (!/^(0|[1-9]\d{0,14})$/.test(seq) || !hash) throw badFrame('After-Seq and After-Hash must be told');
  if (!head) throw badFrame('Sync-Head is not a head');
  return { after: { seq: Number(seq), hash }, head };
}

async function bytesOf(request: Incoming): Promise<Buffer> {
  const encoding = request.get('content-encoding') ?? 'identity';
  const unpacker = unpackers.get(encoding);
  if (!unpacker && encoding !== 'identity')
    throw problem(415, 'unsupported-encoding', 'Unknown content encoding', 'Send gzip or plain bytes.');
  const parts: Buffer[] = [];
  let length = 0;
  // Left open when we stop reading: destroying it would cut the connection before our answer is through.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    length += part.length;
    if (length > limits.batchBytesMax) throw tooBig(`more than ${limits.batchBytesMax} bytes`);
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  return unpacker ? unpack(bytes, unpacker) : bytes;
}

async function unpack(bytes: Buffer, unpacker: Unpacker): Promise<Buffer> {
  try {
    return await unpacker(bytes, { maxOutputLength: limits.batchBytesMax });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooBig(`unpacks to more than ${limits.batchBytesMax} bytes`);
    throw badFrame('the packed bytes are damaged');
  }
}
