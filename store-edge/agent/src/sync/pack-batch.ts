/** Packs a batch as small as its cloud can read it. A sale never waits for it. Source: docs/sync-protocol.md, Calls, Encodings. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, constants, deflate, gzip, type ZlibOptions } from 'node:zlib';
import type { RecordLines } from '@comptoir/sync-protocol/records/envelope';
import { encodeRecords } from '@comptoir/sync-protocol/records/frame';
import { batchDictionary, batchEncoding } from '@comptoir/sync-protocol/wire/batch-encoding';
import { ColumnWriter, columnEncoding, columnsFromRecords } from '@comptoir/sync-protocol/wire/columns';

/** Some 150 µs each: a sale waits for no more than these. */
const recordsATurn = 8;
/** The last percent would cost ten times as long. */
const brotliQuality = 5;

const zip = promisify(gzip);
const squeeze = promisify<Uint8Array, ZlibOptions, Buffer>(deflate);
const press = promisify<Uint8Array, BrotliOptions, Buffer>(brotliCompress);

export type PackedBatch = Readonly<{ encoding: string; bytes: Uint8Array<ArrayBuffer> }>;

/** @param encodings what the cloud reads beside gzip; an older one says nothing. */
export async function packBatch(
  records: readonly RecordLines[],
  encodings: readonly string[] = [],
): Promise<PackedBatch> {
  if (encodings.includes(columnEncoding) && records.length >= columnsFromRecords) {
    const { columns, frameBytes } = await columnsOf(records);
    // The cloud's limit holds for what it unpacks: odd records must not become too big by this.
    if (columns.length <= frameBytes) return { encoding: columnEncoding, bytes: await pressed(columns) };
  }
  const frames = encodeRecords(records);
  return encodings.includes(batchEncoding)
    ? {
        encoding: batchEncoding,
        bytes: new Uint8Array(await squeeze(frames, { dictionary: batchDictionary })),
      }
    : { encoding: 'gzip', bytes: new Uint8Array(await zip(frames)) };
}

const lineEnds = 3;
const unframed = ({ header, body, personal }: RecordLines) =>
  Buffer.byteLength(header) + Buffer.byteLength(body) + Buffer.byteLength(personal);

/** `frameBytes`: what the same takes as frames. */
async function columnsOf(records: readonly RecordLines[]) {
  const writer = new ColumnWriter();
  let bytes = 0;
  for (const [at, record] of records.entries()) {
    if (at % recordsATurn === recordsATurn - 1) await nextTurn();
    writer.add(record);
    bytes += unframed(record) + lineEnds;
  }
  return { columns: writer.end(), frameBytes: bytes };
}

async function pressed(columns: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
    [constants.BROTLI_PARAM_SIZE_HINT]: columns.length,
  };
  return new Uint8Array(await press(columns, { params }));
}
