import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64,
  canonicalizeText,
  decodeRecords,
  encodeRecords,
  formatReceiptNumber,
  formatSyncHead,
  fromBase64,
  parseCursor,
  parseHeader,
  parsePersonal,
  parseReceiptNumber,
  parseStrictJson,
  parseSyncHead,
  parseUuid7,
  utf8,
  utf8Text,
} from '../src/index.ts';

const journal = '0193a0f2-7b1c-7d2e-8a3f-2b5c7d9e1f00';
const hash = base64(new Uint8Array(32).fill(1));
const header = `{"v":1,"journal":"${journal}","seq":1,"id":"${journal}","kind":"sale","kindVersion":1,"at":"2026-11-24T13:00:00.000Z","businessDate":"2026-11-24"}`;

/** Each reader of what comes from outside, with texts that it takes: what is close to them finds more than noise does. */
const readers: readonly (readonly [string, (text: string) => unknown, readonly string[]])[] = [
  ['strict JSON', parseStrictJson, [header, '[1,2.5e3,"\\ud83d\\ude00",{"a":[true,null]}]']],
  ['canonical JSON', canonicalizeText, [header]],
  ['a header', parseHeader, [header]],
  ['frames', (text) => decodeRecords(utf8(text)), [`${header}\n{}\n\n${header}\n{}\nsalt x\n`]],
  ['Sync-Head', (text) => parseSyncHead(journal, text), [`12 ${hash} ${base64(new Uint8Array(64))}`]],
  ['a personal line', parsePersonal, [`${base64(new Uint8Array(16))} {"a":1}`, `erased ${hash}`]],
  ['a receipt number', parseReceiptNumber, ['012-2-K7QF-000123']],
  ['a cursor', parseCursor, ['0011aabb.00112233.42', '0011aabb.00112233.42.50']],
  ['an id', parseUuid7, [journal]],
  ['base64', fromBase64, [hash]],
];

const altered = (texts: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.nat(40),
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...texts)),
    )
    .map(([text, at, length, put]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + length);
    });

describe('whatever comes from outside is read or refused, never an error', () => {
  test.each(readers)('%s', (_name, read, texts) =>
    fc.assert(
      fc.property(fc.oneof(altered(texts), fc.string({ unit: 'binary' })), (text) => {
        read(text);
      }),
      { numRuns: 500 },
    ),
  );

  test('frames of any bytes', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeRecords(bytes);
        if (decoded.ok) expect(encodeRecords(decoded.records)).toEqual(bytes);
        const text = utf8Text(bytes);
        if (text !== null) expect(utf8(text)).toEqual(bytes);
      }),
      { numRuns: 500 },
    ));
});

describe('strict JSON', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}0${']'.repeat(depth)}`;
  const texts = fc.oneof(
    fc.json(),
    altered([header, '[{"b":1,"a":[{}]},"é\\ud800",-0,1e400]', '{"a":1,"a":2,"__proto__":[]}']),
    fc.integer({ min: 198, max: 203 }).map(nested),
  );

  test('reads what the platform would write again as it reads it anyway: a blank before it changes nothing', () =>
    fc.assert(
      fc.property(texts, (text) => {
        const [quick, careful] = [parseStrictJson(text), parseStrictJson(` ${text}`)];
        expect(quick.ok).toBe(careful.ok);
        if (quick.ok && careful.ok) expect(JSON.stringify(quick.value)).toBe(JSON.stringify(careful.value));
      }),
      { numRuns: 1_000 },
    ));

  test('takes 200 levels, also quickly, and no more', () => {
    expect(parseStrictJson(nested(200)).ok).toBe(true);
    expect(parseStrictJson(nested(201)).ok).toBe(false);
    expect(parseStrictJson(nested(50_000)).ok).toBe(false);
  });
});

describe('what is taken has one text alone', () => {
  test('Sync-Head, receipt numbers, base64', () =>
    fc.assert(
      fc.property(altered(readers.flatMap(([, , texts]) => texts)), (text) => {
        const head = parseSyncHead(journal, text);
        if (head) expect(formatSyncHead(head)).toBe(text);
        const number = parseReceiptNumber(text);
        if (number) expect(formatReceiptNumber(number)).toBe(text.trim().toUpperCase());
        const bytes = fromBase64(text);
        if (bytes) expect(base64(bytes)).toBe(text);
      }),
      { numRuns: 1_000 },
    ));
});
