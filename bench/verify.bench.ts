/** How fast an archive is verified: unpacked, read, hashed, its numbers and figures checked, on one core. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { base64 } from '@comptoir/sync-protocol/bytes';
import { ed25519PublicKey } from '@comptoir/sync-protocol/crypto/ed25519';
import { recordHash, zeroHash } from '@comptoir/sync-protocol/records/hash';
import { signHead } from '@comptoir/sync-protocol/records/head';
import { seriesOf } from '@comptoir/sync-protocol/records/receipt-number';
import { sealArchive } from '@comptoir/sync-protocol/verify/archive-lines';
import { saleBodyOf } from '../cloud-services/sales/test/support/sale.ts';
import { archiveFile } from '../scripts/verifying/archive-file.ts';
import { sha256, verified } from '../scripts/verifying/source.ts';
import { print } from './support/figures.ts';

const RECORDS = 50_000;
const RECORDS_PER_SECOND = 25_000;
const ROUNDS = 3;
const journal = '0193a000-0000-7000-8000-0000000000aa';
const key = new Uint8Array(32).fill(7);

const folder = mkdtempSync(join(tmpdir(), 'comptoir-verify-bench-'));
try {
  const file = join(folder, 'archive.ndjson.gz');
  const bytes = writeArchive(file);
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { findings, seconds } = await verified(archiveFile(file, undefined));
    if (findings.length > 0)
      throw new Error(`the bench's own archive is not whole: ${JSON.stringify(findings[0])}`);
    rates.push(RECORDS / seconds);
  }
  const best = Math.round(Math.max(...rates));
  print({
    name: `verify: records/s of an archive of ${RECORDS} sales, ${Math.round(bytes / 1e6)} MB unpacked`,
    ours: `${best}/s`,
    peer: `JSON.parse of its lines alone ${Math.round(parseRate())}/s`,
    ratio: best / RECORDS_PER_SECOND,
    goal: `≥ ${RECORDS_PER_SECOND}/s`,
    met: best >= RECORDS_PER_SECOND,
  });
} finally {
  rmSync(folder, { recursive: true });
}

function recordLine(seq: number, before: Uint8Array): { text: string; hash: Uint8Array } {
  const count = String(seq).padStart(6, '0');
  const lines = {
    header: JSON.stringify({
      v: 1,
      journal,
      seq,
      id: journal,
      kind: 'sale',
      kindVersion: 1,
      register: '1',
      number: `012-1-${seriesOf(journal)}-${count}`,
      actor: 'u-1',
      at: '2026-11-24T13:00:00.000Z',
      businessDate: '2026-11-24',
    }),
    body: JSON.stringify(saleBodyOf('s', seq)),
    personal: '',
  };
  const hash = recordHash(before, lines, sha256);
  return { text: `${JSON.stringify({ type: 'record', ...lines, hash: base64(hash) })}\n`, hash };
}

function writeArchive(file: string): number {
  const records: string[] = [];
  let hash: Uint8Array = zeroHash;
  for (let seq = 1; seq <= RECORDS; seq += 1) {
    const line = recordLine(seq, hash);
    hash = line.hash;
    records.push(line.text);
  }
  const signed = [
    {
      type: 'archive',
      version: 1,
      notice: { fr: '', en: '' },
      store: { id: 's', code: 'S', number: '012', name: 'S' },
      from: '2026-11-24',
      to: '2026-11-24',
      madeAt: '2026-11-25T00:00:00.000Z',
      cloudPublicKey: base64(ed25519PublicKey(key)),
    },
    {
      type: 'journal',
      after: signHead({ journal, seq: 0, hash: base64(zeroHash) }, key),
      last: signHead({ journal, seq: RECORDS, hash: base64(hash) }, key),
      devicePublicKey: null,
    },
  ].map((line) => `${JSON.stringify(line)}\n`);
  const digest = createHash('sha256').update(signed.join('')).digest('base64');
  const text = [...signed, ...records, `${JSON.stringify(sealArchive(digest, RECORDS, key))}\n`].join('');
  writeFileSync(file, gzipSync(text));
  return text.length;
}

function parseRate(): number {
  const { text } = recordLine(1, zeroHash);
  const startedMs = performance.now();
  for (let n = 0; n < RECORDS; n += 1) JSON.parse(text);
  return (RECORDS * 1_000) / (performance.now() - startedMs);
}
