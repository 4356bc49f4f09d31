import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64,
  bodyOf,
  canonicalJson,
  decodeRecords,
  encodeRecords,
  erasePersonal,
  formatReceiptNumber,
  fromBase64,
  parsePersonal,
  parseReceiptNumber,
  parseStrictJson,
  parseUuid7,
  personalLine,
  type RecordLines,
  recordHash,
  seriesOf,
  utf8,
  uuid7Generator,
  verifyChain,
  zeroHash,
} from '../src/index.ts';

test('each kind of record has its line in the specification', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/sync-protocol.md'), 'utf8');
  const told = page.split('**Kinds**')[1]?.split('**Frame**')[0] ?? '';
  const rows = told.split('\n').filter((row) => row.startsWith('| `'));
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, kind]) => kind),
  );
  expect(named.toSorted()).toEqual(Object.keys(bodyOf).toSorted());
});

const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''));
const lines: fc.Arbitrary<RecordLines> = fc.record({
  header: line.filter((text) => text !== ''),
  body: line.filter((text) => text !== ''),
  personal: line,
});

describe('frames', () => {
  test('S1: what is encoded comes back byte for byte', () =>
    fc.assert(
      fc.property(fc.array(lines), (records) => {
        expect(decodeRecords(encodeRecords(records))).toEqual({ ok: true, records });
      }),
    ));

  test('a batch torn anywhere is refused, unless it is torn between two records', () =>
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 4 }), fc.nat(), (records, cut) => {
        const bytes = encodeRecords(records);
        const torn = decodeRecords(bytes.slice(0, cut % bytes.length));
        if (torn.ok) expect(records.slice(0, torn.records.length)).toEqual(torn.records);
      }),
    ));

  test.each([
    ['bytes that are not UTF-8', new Uint8Array([0xff, 0x0a])],
    ['a record without its personal line', utf8('{}\n{}\n')],
    ['a record without a header', utf8('\n{}\n\n')],
    ['a body that ends inside a line', utf8('{}\n{}\n')],
  ])('%s: bad-frame, as a value', (_case, bytes) =>
    expect(decodeRecords(bytes)).toMatchObject({ ok: false, type: 'bad-frame' }),
  );
});

describe('personal lines', () => {
  const record = (personal: string) => ({ header: '{}', body: '{}', personal });
  const written = personalLine(new Uint8Array(16).fill(3), '{"name":"Zoé"}');

  test('C2: erasing takes the text and keeps the hash', () => {
    const erased = erasePersonal(written);
    expect(erased).not.toContain('Zoé');
    expect(parsePersonal(erased).kind).toBe('erased');
    expect(recordHash(zeroHash, record(erased))).toEqual(recordHash(zeroHash, record(written)));
    expect(erasePersonal(erased)).toBe(erased);
  });

  test('S9: a line of no known form is hashed as it stands and blocks nothing', () => {
    expect(parsePersonal('erased nonsense')).toEqual({ kind: 'malformed' });
    expect(recordHash(zeroHash, record('erased nonsense'))).toHaveLength(32);
  });
});

describe('chains', () => {
  test('with the stored hashes beside them the very record is named', () => {
    const journal = '0193a000-1111-7222-8333-444455556666';
    const header = (seq: number) =>
      JSON.stringify({
        v: 1,
        journal,
        seq,
        id: journal,
        kind: 'sale',
        kindVersion: 1,
        at: '2026-11-24T13:00:00.000Z',
        businessDate: '2026-11-24',
      });
    const records = [1, 2, 3].map((seq) => ({ header: header(seq), body: `{"n":${seq}}`, personal: '' }));
    const storedHashes: Uint8Array[] = [];
    for (const one of records) storedHashes.push(recordHash(storedHashes.at(-1) ?? zeroHash, one));
    const altered = records.map((one, index) => (index === 1 ? { ...one, body: '{"n":9}' } : one));
    const heads = [{ seq: 3, hash: storedHashes[2] ?? zeroHash }];
    expect(verifyChain({ journal, records, heads, storedHashes })).toEqual({ ok: true });
    expect(verifyChain({ journal, records: altered, heads, storedHashes })).toEqual({
      ok: false,
      why: 'record',
      firstBadSeq: 2,
    });
    expect(
      verifyChain({ journal, records: [{ ...records[0], header: 'x' } as RecordLines], heads: [] }),
    ).toEqual({
      ok: false,
      why: 'unreadable',
      firstBadSeq: 1,
    });
  });
});

describe('numbers and ids', () => {
  test('S4: a receipt number is written one way and read back', () =>
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.integer({ min: 1, max: 99 }),
        (id, count, register) => {
          const number = { storeNumber: '012', register: String(register), series: seriesOf(id), count };
          expect(parseReceiptNumber(formatReceiptNumber(number))).toEqual(number);
        },
      ),
    ));

  test.each(['012-2-K7QF-000000', '012-2-K7QF-0000123', '12-2-K7QF-000123', '012-2-K7QI-000123', ''])(
    '%j is not a receipt number',
    (text) => expect(parseReceiptNumber(text)).toBeNull(),
  );

  test('UUIDv7 never goes back, whatever the clock does', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 50 }), (clock) => {
        let at = 0;
        const next = uuid7Generator({
          now: () => 1_700_000_000_000 + (clock[at++] ?? 0),
          random: (length) => new Uint8Array(length).fill(at),
        });
        const ids = clock.map(() => next());
        expect([...ids].sort()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => parseUuid7(id).ok)).toBe(true);
      }),
    ));

  test('10 000 ids within one millisecond stay in order', () => {
    const next = uuid7Generator({
      now: () => 1_700_000_000_000,
      random: (length) => new Uint8Array(length).fill(255),
    });
    const ids = Array.from({ length: 10_000 }, next);
    expect([...ids].sort()).toEqual(ids);
  });

  test('base64 has one text for each value', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64(base64(bytes))).toEqual(bytes);
      }),
    );
    expect(['AB==', 'A', 'AA=', '*AAA'].map(fromBase64)).toEqual([null, null, null, null]);
  });
});

describe('JSON', () => {
  test('strict reading agrees with JSON.parse wherever both read', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const strict = parseStrictJson(text);
        expect(strict.ok && JSON.stringify(strict.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    ));

  test('canonical text is a fixed point', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = parseStrictJson(JSON.stringify(value));
        if (!parsed.ok) return;
        const canonical = canonicalJson(parsed.value);
        const again = parseStrictJson(canonical);
        expect(again.ok && canonicalJson(again.value)).toBe(canonical);
      }),
    ));

  test.each(['[1,]', '{"a":1}x', '[1e400]', '"\u0001"', '[', `${'['.repeat(300)}${']'.repeat(300)}`])(
    '%j is refused with a place',
    (text) => expect(parseStrictJson(text)).toMatchObject({ ok: false, at: expect.any(Number) }),
  );

  test('a member named __proto__ is a member like any other', () => {
    const parsed = parseStrictJson('{"__proto__":{"polluted":true}}');
    expect(parsed.ok && canonicalJson(parsed.value)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
