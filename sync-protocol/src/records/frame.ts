/**
 * Records on the wire: `header LF body LF personal LF` each, one after the other, nothing between.
 * Source: docs/sync-protocol.md, Records.
 */
import { assert } from '../assert.ts';
import { utf8, utf8Text } from '../bytes.ts';
import { parseStrictJson } from '../json/strict.ts';
import { type RecordHeader, type RecordLines, recordHeader } from './envelope.ts';

export type BadFrame = Readonly<{ ok: false; type: 'bad-frame'; detail: string }>;
export type DecodedRecords = Readonly<{ ok: true; records: readonly RecordLines[] }> | BadFrame;

/** @throws AssertionError if a line holds a line end or header or body is empty: such a record was never ours to write. */
export function encodeRecords(records: readonly RecordLines[]): Uint8Array {
  return utf8(records.map(frameText).join(''));
}

/** How many bytes a record takes in a batch. */
export const frameBytes = (lines: RecordLines): number => utf8(frameText(lines)).length;

function frameText({ header, body, personal }: RecordLines): string {
  assert(header !== '' && body !== '', 'a record needs a header and a body');
  const text = `${header}\n${body}\n${personal}\n`;
  assert(text.split('\n').length === 4, 'a line of a record holds a line end');
  return text;
}

/** Total: any bytes give records or say what is wrong. A body torn anywhere but between records is refused. */
export function decodeRecords(bytes: Uint8Array): DecodedRecords {
  const text = utf8Text(bytes);
  if (text === null) return badFrame('the batch is not UTF-8');
  if (text === '') return { ok: true, records: [] };
  if (!text.endsWith('\n')) return badFrame('the batch ends inside a line');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length % 3 !== 0) return badFrame(`${lines.length} lines are not three a record`);
  const records: RecordLines[] = [];
  for (let at = 0; at < lines.length; at += 3) {
    const [header = '', body = '', personal = ''] = lines.slice(at, at + 3);
    if (header === '' || body === '') return badFrame(`record ${at / 3 + 1} has no header or no body`);
    records.push({ header, body, personal });
  }
  return { ok: true, records };
}

const badFrame = (detail: string): BadFrame => ({ ok: false, type: 'bad-frame', detail });

/** @returns null when the header is not one of version 1: not JSON, a name twice, a field missing or of another form. */
export function parseHeader(header: string): RecordHeader | null {
  const json = parseStrictJson(header);
  if (!json.ok) return null;
  const parsed = recordHeader.safeParse(json.value);
  return parsed.success ? parsed.data : null;
}
