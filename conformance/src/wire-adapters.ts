/** The kinds of `wire.json`, through the sync protocol's public functions. */
import { brotliDecompressSync, inflateSync } from 'node:zlib';
import {
  base64,
  decodeRecords,
  ed25519Sign,
  fromBase64,
  hexToBytes,
  parseReceiptNumber,
  parseSyncHead,
  seriesOf,
  sessionText,
  utf8,
} from '@comptoir/sync-protocol';
import { isCardNumber } from '@comptoir/sync-protocol/ids/card-number';
import { readAllowance } from '@comptoir/sync-protocol/records/allowance';
import { successorOf } from '@comptoir/sync-protocol/records/device-keys';
import { bodyOf, type RecordKind } from '@comptoir/sync-protocol/records/kinds';
import { ArchiveCheck } from '@comptoir/sync-protocol/verify/archive-check';
import type { Finding } from '@comptoir/sync-protocol/verify/finding';
import { batchDictionary } from '@comptoir/sync-protocol/wire/batch-encoding';
import { succession } from '@comptoir/sync-protocol/wire/calls';
import { fromColumns } from '@comptoir/sync-protocol/wire/read-columns';
import * as z from 'zod';
import type { Adapter } from './adapter.ts';

const recordKinds = Object.keys(bodyOf) as RecordKind[];

const forms = {
  frame: z.object({ hex: z.string() }),
  syncHead: z.object({ journal: z.string(), text: z.string() }),
  session: z.object({ edgeId: z.string(), nonce: z.string(), ed25519SeedHex: z.string() }),
  series: z.object({ journalId: z.string() }),
  number: z.object({ text: z.string() }),
  allowance: z.object({ token: z.string(), publicKey: z.string() }),
  record: z.object({ kind: z.enum(recordKinds), body: z.unknown() }),
  succession: z.object({ edgeId: z.string(), publicKey: z.string(), successions: z.array(succession) }),
  columns: z.object({ text: z.string() }),
  packed: z.object({ base64: z.string() }),
  archive: z.object({ lines: z.array(z.string()), cloudPublicKey: z.string() }),
};
const asItIs = (value: unknown): unknown => value;
const refused = { refused: true };

export const wireAdapters = {
  frame: { run: (input) => decodeRecords(hexToBytes(forms.frame.parse(input).hex)), normalise: asItIs },
  'sync-head': {
    run(input) {
      const { journal, text } = forms.syncHead.parse(input);
      return parseSyncHead(journal, text) ?? refused;
    },
    normalise: asItIs,
  },
  'session-signature': { run: runSession, normalise: asItIs },
  series: { run: (input) => ({ series: seriesOf(forms.series.parse(input).journalId) }), normalise: asItIs },
  'receipt-number': {
    run: (input) => parseReceiptNumber(forms.number.parse(input).text) ?? refused,
    normalise: asItIs,
  },
  archive: { run: runArchive, normalise: asItIs },
  succession: { run: runSuccession, normalise: asItIs },
  allowance: { run: runAllowance, normalise: asItIs },
  'record-body': {
    run(input) {
      const { kind, body } = forms.record.parse(input);
      return { read: bodyOf[kind].safeParse(body).success };
    },
    normalise: asItIs,
  },
  'card-number': {
    run: (input) => ({ isCard: isCardNumber(forms.number.parse(input).text) }),
    normalise: asItIs,
  },
  'batch-encoding': {
    run: (input) => ({ text: unpacked(forms.packed.parse(input).base64) }),
    normalise: asItIs,
  },
  columns: { run: (input) => fromColumns(utf8(forms.columns.parse(input).text)), normalise: asItIs },
  'column-packing': {
    run: (input) => ({ text: unpressed(forms.packed.parse(input).base64) }),
    normalise: asItIs,
  },
} satisfies Record<string, Adapter>;

function runSession(input: unknown): unknown {
  const { edgeId, nonce, ed25519SeedHex } = forms.session.parse(input);
  const signedText = sessionText(edgeId, nonce);
  const signature = ed25519Sign(utf8(signedText), hexToBytes(ed25519SeedHex));
  return { signedText, signatureBase64: base64(signature) };
}

function runAllowance(input: unknown): unknown {
  const { token, publicKey } = forms.allowance.parse(input);
  return { allowance: readAllowance(token, fromBase64(publicKey) ?? new Uint8Array()) };
}

function runSuccession(input: unknown): unknown {
  const { edgeId, publicKey, successions } = forms.succession.parse(input);
  return { publicKey: base64(successorOf(edgeId, fromBase64(publicKey) ?? new Uint8Array(), successions)) };
}

const unpacked = (packed: string): string =>
  inflateSync(Buffer.from(packed, 'base64'), { dictionary: batchDictionary }).toString();

const unpressed = (packed: string): string => brotliDecompressSync(Buffer.from(packed, 'base64')).toString();

function runArchive(input: unknown): unknown {
  const { lines, cloudPublicKey } = forms.archive.parse(input);
  const findings: Finding[] = [];
  const check = new ArchiveCheck({
    cloudPublicKey: fromBase64(cloudPublicKey) ?? undefined,
    report: (finding) => findings.push(finding),
    walked: () => undefined,
  });
  for (const line of lines) check.take(line);
  check.end();
  return { findings };
}
