import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  base64,
  ed25519PublicKey,
  erasePersonal,
  personalLine,
  type RecordLines,
  recordHash,
  seriesOf,
  signHead,
  zeroHash,
} from '../src/index.ts';
import { ArchiveCheck } from '../src/verify/archive-check.ts';
import { type JournalLine, sealArchive } from '../src/verify/archive-lines.ts';
import type { Finding } from '../src/verify/finding.ts';
import { JournalWalk } from '../src/verify/journal-walk.ts';

const journal = '0193a000-0000-7000-8000-0000000000aa';
const cloudKey = new Uint8Array(32).fill(7);
const deviceKey = new Uint8Array(32).fill(9);
const saleCents = 2_874;

const header = (seq: number, kind: string, more: object = {}) =>
  JSON.stringify({ v: 1, journal, seq, id: `r-${seq}`, kind, kindVersion: 1, register: '1', ...more });
const number = (count: number) => `012-1-${seriesOf(journal)}-${String(count).padStart(6, '0')}`;

/** Opened, a shift with its sales and its Z, and the next shift, with a customer's name on each second sale. */
function storeDay(sales: number): RecordLines[] {
  const lines: RecordLines[] = [];
  const add = (kind: string, body: object, more: object = {}, personal = '') =>
    void lines.push({ header: header(lines.length + 1, kind, more), body: JSON.stringify(body), personal });
  add('journal.opened', { reason: 'new', storeId: 's' });
  add('shift.opened', { shiftId: 'a' });
  for (let n = 1; n <= sales; n += 1)
    add(
      'sale',
      {
        priced: { totalMinor: saleCents },
        cashRoundingMinor: 1,
        tenders: [{ amountMinor: saleCents + 1 }],
        n,
      },
      { number: number(n) },
      n % 2 === 0 ? personalLine(new Uint8Array(16).fill(n), '{"buyer":"Zoé"}') : '',
    );
  const z = {
    saleCount: sales,
    totalMinor: sales * saleCents,
    perpetualTotalMinor: 5_000 + sales * saleCents,
  };
  add('shift.closed', { shiftId: 'a', z: { zNumber: 4, ...z } });
  add('shift.opened', { shiftId: 'b' });
  add('shift.closed', { shiftId: 'b', z: { ...z, zNumber: 5, saleCount: 0, totalMinor: 0 } });
  return lines;
}

function hashesOf(lines: readonly RecordLines[]): Uint8Array[] {
  const hashes: Uint8Array[] = [];
  for (const line of lines) hashes.push(recordHash(hashes.at(-1) ?? zeroHash, line));
  return hashes;
}

type Kept = Readonly<{ lines: RecordLines; hash: Uint8Array }>;
const kept = (lines: readonly RecordLines[]): Kept[] => {
  const hashes = hashesOf(lines);
  return lines.map((line, index) => ({ lines: line, hash: hashes[index] ?? zeroHash }));
};

function findingsOf(
  records: readonly Kept[],
  heads: readonly { seq: number; hash: Uint8Array }[] = [],
): Finding[] {
  const findings: Finding[] = [];
  const walk = new JournalWalk({ journal, heads, report: (finding) => findings.push(finding) });
  for (const { lines, hash } of records) walk.take(lines, hash);
  walk.end();
  return findings;
}
const headAt = (records: readonly Kept[], seq: number) => ({ seq, hash: records[seq - 1]?.hash ?? zeroHash });

test('E12: what the till wrote is whole, however long and whatever was erased of it: no false alarm', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.infiniteStream(fc.boolean()), (sales, erased) => {
      const records = kept(storeDay(sales));
      const heads = [headAt(records, 1), headAt(records, records.length)];
      const later = records.map(({ lines, hash }) => ({
        lines: erased.next().value ? { ...lines, personal: erasePersonal(lines.personal) } : lines,
        hash,
      }));
      expect(findingsOf(later, heads)).toEqual([]);
    }),
  );
});

const records = kept(storeDay(5));
const heads = [headAt(records, 2), headAt(records, records.length)];
const anySeq = fc.integer({ min: 1, max: records.length });
const first = (findings: readonly Finding[]) => findings[0]?.firstBadSeq;

test('E12: a changed byte anywhere in a record is found, and that record is named', () => {
  fc.assert(
    fc.property(
      anySeq,
      fc.constantFrom('header', 'body', 'personal'),
      fc.nat(),
      fc.string({ minLength: 1 }),
      (seq, part, at, put) => {
        const lines = records[seq - 1]?.lines ?? { header: '', body: '', personal: '' };
        const text = lines[part as keyof RecordLines];
        const cut = at % (text.length + 1);
        const changed = text.slice(0, cut) + put + text.slice(cut + 1);
        fc.pre(changed !== text);
        const altered = records.with(seq - 1, {
          lines: { ...lines, [part]: changed },
          hash: records[seq - 1]?.hash ?? zeroHash,
        });
        expect(first(findingsOf(altered, heads))).toBe(seq);
      },
    ),
  );
});

test('E12: a record that is taken out, slipped in, doubled or moved is found where it is', () => {
  fc.assert(
    fc.property(anySeq, fc.constantFrom('out', 'doubled', 'moved'), (seq, how) => {
      fc.pre(how !== 'moved' || seq < records.length);
      const one = records[seq - 1];
      const next = records[seq];
      if (!one) return;
      const changed =
        how === 'out'
          ? records.toSpliced(seq - 1, 1)
          : how === 'doubled'
            ? records.toSpliced(seq, 0, one)
            : records.toSpliced(seq - 1, 2, ...(next ? [next, one] : [one]));
      expect(first(findingsOf(changed, heads))).toBe(how === 'doubled' ? seq + 1 : seq);
    }),
  );
});

test('E12: a history that was rewritten with all its hashes shows at the first head that somebody else had seen', () => {
  const rewritten = kept(
    storeDay(5).map((line, index) =>
      index === 3 ? { ...line, body: line.body.replace('2874', '2784') } : line,
    ),
  );
  expect(findingsOf(rewritten, heads)).toMatchObject([
    // The payment no longer is the total, before the head is reached.
    { why: 'totals', firstBadSeq: 4, number: number(2) },
    { why: 'totals', firstBadSeq: 8 },
    { why: 'head', firstBadSeq: 3, lastBadSeq: records.length },
  ]);
  expect(findingsOf(records.slice(0, -2), heads)).toMatchObject([
    { why: 'tail', firstBadSeq: records.length - 1 },
  ]);
});

test('E12 S4: a receipt number left out, given twice or of another series, and a Z that is not what was sold, are named', () => {
  const day = storeDay(3);
  const change = (seq: number, from: string, to: string) =>
    kept(
      day.map((line, index) =>
        index + 1 === seq
          ? { ...line, header: line.header.replace(from, to), body: line.body.replace(from, to) }
          : line,
      ),
    );
  expect(findingsOf(change(4, number(2), number(3)))).toMatchObject([
    { why: 'number', firstBadSeq: 4 },
    { why: 'number', firstBadSeq: 5 },
  ]);
  expect(findingsOf(change(5, seriesOf(journal), '0000'))).toMatchObject([{ why: 'number', firstBadSeq: 5 }]);
  expect(findingsOf(change(6, '"saleCount":3', '"saleCount":2'))).toMatchObject([
    { why: 'totals', firstBadSeq: 6 },
  ]);
  expect(findingsOf(change(8, '"perpetualTotalMinor":', '"perpetualTotalMinor":1'))).toMatchObject([
    { why: 'totals', firstBadSeq: 8 },
  ]);
});

test('E12: a record carried over from an earlier journal is checked against the hash that it had there', () => {
  const [, , original] = records;
  const body = {
    journal,
    seq: 3,
    previousHash: base64(records[1]?.hash ?? zeroHash),
    hash: base64(original?.hash ?? zeroHash),
    header: original?.lines.header,
    body: original?.lines.body,
  };
  const carried = (told: object) =>
    findingsOf(kept([{ header: header(1, 'recovered'), body: JSON.stringify(told), personal: '' }]));
  expect(carried(body)).toEqual([]);
  expect(carried({ ...body, body: body.body?.replace('2874', '2784') })).toMatchObject([
    { why: 'recovered', firstBadSeq: 1 },
  ]);
  expect(carried({})).toMatchObject([{ why: 'recovered' }]);
});

/** As Sales exports it. */
function archiveOf(all: readonly Kept[], fromSeq: number, deviceKeys?: JournalLine['deviceKeys']): string[] {
  const head = (seq: number) => ({ journal, seq, hash: base64(headAt(all, seq).hash) });
  const signed = [
    {
      type: 'archive',
      version: 1,
      notice: { fr: '', en: '' },
      store: { id: 's', code: 'S1', number: '012', name: 'Magasin' },
      from: '2026-11-24',
      to: '2026-11-24',
      madeAt: '2026-11-25T00:00:00.000Z',
      cloudPublicKey: base64(ed25519PublicKey(cloudKey)),
    },
    {
      type: 'journal',
      after: signHead(head(fromSeq - 1), cloudKey),
      last: signHead(head(all.length), cloudKey),
      devicePublicKey: base64(ed25519PublicKey(deviceKey)),
      deviceKeys,
    },
    { type: 'head', ...signHead(head(fromSeq + 1), deviceKey) },
  ].map((line) => JSON.stringify(line));
  const lines = all
    .slice(fromSeq - 1)
    .map(({ lines: record, hash }) => JSON.stringify({ type: 'record', ...record, hash: base64(hash) }));
  const digest = createHash('sha256')
    .update(signed.map((line) => `${line}\n`).join(''))
    .digest('base64');
  return [...signed, ...lines, JSON.stringify(sealArchive(digest, lines.length, cloudKey))];
}

function checked(lines: readonly string[], cloudPublicKey?: Uint8Array): Finding[] {
  const findings: Finding[] = [];
  const check = new ArchiveCheck({
    cloudPublicKey,
    report: (one) => findings.push(one),
    walked: () => undefined,
  });
  for (const line of lines) check.take(line);
  check.end();
  return findings;
}

test('E12 C2: an archive verifies by itself, from any record on, also once personal lines were erased in it', () => {
  for (const fromSeq of [1, 2, 5]) {
    const archive = archiveOf(records, fromSeq);
    expect(checked(archive)).toEqual([]);
    expect(checked(archive, ed25519PublicKey(cloudKey))).toEqual([]);
    const erased = archive.map((line) => {
      const told = JSON.parse(line);
      return told.type === 'record'
        ? JSON.stringify({ ...told, personal: erasePersonal(told.personal) })
        : line;
    });
    expect(erased).not.toEqual(archive);
    expect(checked(erased)).toEqual([]);
  }
});

test('E12: of an archive no line can be changed, left out, doubled or cut off unseen', () => {
  const archive = archiveOf(records, 3);
  fc.assert(
    fc.property(
      fc.nat(archive.length - 1),
      fc.constantFrom('out', 'doubled', 'cut', 'byte'),
      fc.nat(),
      (index, how, at) => {
        const line = archive[index] ?? '';
        const byte = at % line.length;
        const other = line[byte] === '7' ? '8' : '7';
        const changed = {
          out: archive.toSpliced(index, 1),
          doubled: archive.toSpliced(index, 0, line),
          cut: archive.slice(0, index),
          byte: archive.with(index, line.slice(0, byte) + other + line.slice(byte + 1)),
        }[how as 'out'];
        expect(checked(changed, ed25519PublicKey(cloudKey))).not.toEqual([]);
      },
    ),
  );
});

test('E12: a head is good by the key that was in force where it was signed, and by no other', () => {
  const [old, other] = [deviceKey, cloudKey].map((key) => base64(ed25519PublicKey(key)));
  if (!old || !other) throw new Error('no keys');
  // The head stands at 4.
  const withKeys = (...keys: [number, string][]) =>
    checked(
      archiveOf(
        records,
        3,
        keys.map(([afterSeq, publicKey]) => ({ afterSeq, publicKey })),
      ),
    );
  expect(withKeys([0, old], [4, other])).toEqual([]);
  expect(withKeys([0, other], [3, old])).toEqual([]);
  const bad = [{ why: 'signature', firstBadSeq: 4 }];
  expect(withKeys([0, old], [3, other])).toMatchObject(bad);
  expect(withKeys([0, other], [4, old])).toMatchObject(bad);
  expect(withKeys()).toMatchObject(bad);
});

test('E12: an archive that somebody else sealed whole does not pass for ours', () => {
  expect(checked(archiveOf(records, 1), ed25519PublicKey(deviceKey)).map(({ why }) => why)).toContain(
    'signature',
  );
});

test('E12: whatever is read as an archive or a journal gives findings, never an error', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.json(), fc.string(), fc.constantFrom(...archiveOf(records, 1)))),
      (lines) => {
        checked(lines);
      },
    ),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ header: fc.oneof(fc.json(), fc.string()), body: fc.json(), personal: fc.string() }),
      ),
      (lines) => {
        findingsOf(kept(lines));
      },
    ),
  );
});
