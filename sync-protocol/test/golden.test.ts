/** What each released version wrote and said, held against the code of today. Recorded by `scripts/release record`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  bodyOf,
  challengeAnswer,
  challengeRequest,
  decodeRecords,
  encodeRecords,
  enrolAnswer,
  enrolRequest,
  feedValueOf,
  fromBase64,
  parseCursor,
  parseHeader,
  parsePage,
  parseSyncHead,
  type RecordKind,
  type RecordLines,
  recordsAnswer,
  sessionAnswer,
  sessionRequest,
  verifyChain,
  verifyHead,
} from '../src/index.ts';
import { batchDictionary, batchEncoding } from '../src/wire/batch-encoding.ts';
import { columnEncoding, toColumns } from '../src/wire/columns.ts';
import { fromColumns } from '../src/wire/read-columns.ts';

const folder = join(import.meta.dirname, 'golden');
type Exchange = { path: string; headers: Record<string, string>; request: string; answer: string };
/** How batches have been packed so far. */
const packings = new Map([
  ['gzip', { unpack: gunzipSync, decode: decodeRecords, encode: encodeRecords }],
  [
    batchEncoding,
    {
      unpack: (packed: Uint8Array) => inflateSync(packed, { dictionary: batchDictionary }),
      decode: decodeRecords,
      encode: encodeRecords,
    },
  ],
  [columnEncoding, { unpack: brotliDecompressSync, decode: fromColumns, encode: toColumns }],
]);
const bytes = (text: string) => fromBase64(text) ?? new Uint8Array();

/** As a later version may answer: a member more, wherever there is room for one. */
const later = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(later);
  if (typeof value !== 'object' || value === null) return value;
  const inside = Object.entries(value).map(([name, member]) => [name, later(member)]);
  return { ...Object.fromEntries(inside), ofTomorrow: { new: ['thing'] } };
};

describe.each(readdirSync(folder))('E18: version %s', (version) => {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, version, `${name}.json`), 'utf8'));
  const journal = read('journal');
  const records: (RecordLines & { hash: string })[] = journal.records;
  const exchanges: Exchange[] = read('exchanges');
  const answersTo = (end: string) => exchanges.filter(({ path }) => path.split('?')[0]?.endsWith(end));

  test('its journal verifies, its heads and our cosignature too', () => {
    const { seq, hash, cosignature } = journal.cosigned;
    const heads = [{ seq, hash: bytes(hash) }];
    const storedHashes = records.map(({ hash }) => bytes(hash));
    expect(verifyChain({ journal: journal.journal, records, heads, storedHashes })).toEqual({ ok: true });
    const head = { journal: journal.journal, seq, hash, signature: cosignature };
    expect(verifyHead(head, bytes(journal.cloudPublicKey))).toBe(true);
    for (const { path, headers } of answersTo('/records')) {
      const told = parseSyncHead(path.split('/').at(-2) ?? '', headers['sync-head'] ?? '');
      expect(told && verifyHead(told, bytes(journal.devicePublicKey))).toBe(true);
    }
  });

  test('a record of every kind that it knew is read by today’s schemas', () => {
    // What was handed over from the journal before lies inside.
    const inside = records.flatMap(({ header, body }) =>
      parseHeader(header)?.kind === 'recovered' ? [JSON.parse(body) as RecordLines] : [],
    );
    const kinds = [...records, ...inside].map(({ header, body }) => {
      const { kind, kindVersion } = parseHeader(header) ?? {};
      expect(kindVersion).toBe(1);
      expect(bodyOf[kind as RecordKind].safeParse(JSON.parse(body)).error).toBeUndefined();
      return kind;
    });
    expect([...new Set(kinds)].sort()).toEqual([...journal.kinds].sort());
  });

  test('its batches are read and written again to the same bytes', () => {
    const batches = answersTo('/records');
    expect(batches.length).toBeGreaterThan(0);
    const sent = batches.flatMap(({ headers, request }) => {
      const packing = packings.get(headers['content-encoding'] ?? '');
      if (!packing) throw new Error(`packed as ${headers['content-encoding']}`);
      const unpacked = new Uint8Array(packing.unpack(Buffer.from(request, 'base64')));
      const decoded = packing.decode(unpacked);
      if (!decoded.ok) throw new Error(decoded.detail);
      expect(Buffer.from(packing.encode(decoded.records)).equals(unpacked)).toBe(true);
      return decoded.records;
    });
    expect(sent).toEqual(records.map(({ hash: _, ...lines }) => lines));
  });

  const calls = [
    ['/enrol', enrolRequest, enrolAnswer],
    ['/challenge', challengeRequest, challengeAnswer],
    ['/session', sessionRequest, sessionAnswer],
    ['/records', null, recordsAnswer],
  ] as const;
  test.each(calls)(
    'its call %s is understood, and its answer, also with members of tomorrow',
    (end, asked, answered) => {
      for (const { request, answer } of answersTo(end)) {
        if (asked) expect(asked.safeParse(later(JSON.parse(request))).error).toBeUndefined();
        expect(answered.parse(later(JSON.parse(answer)))).toEqual(answered.parse(JSON.parse(answer)));
      }
      expect(answersTo(end).length).toBeGreaterThan(0);
    },
  );

  test('its pages of feeds are read, with values that today’s schemas know, also with members of tomorrow', () => {
    const pages = exchanges.filter(({ path }) => path.includes('/feeds/'));
    let rows = 0;
    for (const { path, answer } of pages) {
      const feed = /feeds\/([\w-]+)/.exec(path)?.[1] as keyof typeof feedValueOf;
      const parsed = parsePage(answer);
      if (!parsed.ok) throw new Error(parsed.detail);
      expect(parseCursor(parsed.page.end.cursor)).not.toBeNull();
      for (const { key, value } of parsed.page.rows) {
        const schemas: Record<string, { safeParse: (value: unknown) => { error?: unknown } }> =
          feedValueOf[feed];
        expect(schemas[key.split('/')[0] ?? '']?.safeParse(value).error).toBeUndefined();
        rows += 1;
      }
      const lines = answer.trimEnd().split('\n');
      const tomorrow = lines.map((line) => JSON.stringify({ ...JSON.parse(line), ofTomorrow: 1 }));
      expect(parsePage(`${tomorrow.join('\n')}\n`)).toMatchObject({
        ok: true,
        page: { end: parsed.page.end, rows: parsed.page.rows.map(({ key, value }) => ({ key, value })) },
      });
    }
    expect(rows).toBeGreaterThan(1);
  });
});
