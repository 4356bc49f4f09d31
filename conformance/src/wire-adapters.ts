/** The kinds of `wire.json`, through the sync protocol's public functions. */
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
import { ArchiveCheck } from '@comptoir/sync-protocol/verify/archive-check';
import type { Finding } from '@comptoir/sync-protocol/verify/finding';
import * as z from 'zod';
import type { Adapter } from './adapter.ts';

const forms = {
  frame: z.object({ hex: z.string() }),
  syncHead: z.object({ journal: z.string(), text: z.string() }),
  session: z.object({ edgeId: z.string(), nonce: z.string(), ed25519SeedHex: z.string() }),
  series: z.object({ journalId: z.string() }),
  number: z.object({ text: z.string() }),
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
} satisfies Record<string, Adapter>;

function runSession(input: unknown): unknown {
  const { edgeId, nonce, ed25519SeedHex } = forms.session.parse(input);
  const signedText = sessionText(edgeId, nonce);
  const signature = ed25519Sign(utf8(signedText), hexToBytes(ed25519SeedHex));
  return { signedText, signatureBase64: base64(signature) };
}

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
